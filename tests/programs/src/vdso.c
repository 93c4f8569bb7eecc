/* Finds the vDSO as a C library does (AT_SYSINFO_EHDR, dynamic section, hash-free symbol walk) and calls into it. */
#include "sys.h"

typedef struct { u8 ident[16]; u16 type, machine; u32 version; u64 entry, phoff, shoff; u32 flags; u16 ehsize, phentsize, phnum; } Ehdr;
typedef struct { u32 type, flags; u64 offset, vaddr, paddr, filesz, memsz, align; } Phdr;
typedef struct { u64 tag, value; } Dyn;
typedef struct { u32 name; u8 info, other; u16 shndx; u64 value, size; } Sym;

static u64 base, syms, names;
static u32 count;

static int same(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return *a == *b;
}

static void *find(const char *name) {
  for (u32 i = 1; i < count; i++) {
    Sym *s = (Sym *)syms + i;
    if (s->shndx && same((char *)names + s->name, name)) return (void *)(base + s->value);
  }
  return 0;
}

void start(u64 *stack) {
  u64 *p = stack + stack[0] + 2;
  while (*p++) {}
  while (p[0] && p[0] != 33) p += 2;
  base = p[1];
  Ehdr *e = (Ehdr *)base;
  show("elf", e->ident[0] == 0x7f && e->ident[1] == 'E' && e->type == 3);
  Phdr *ph = (Phdr *)(base + e->phoff);
  u64 load = 0, dynamic = 0, hash = 0, gnu = 0;
  for (int i = 0; i < e->phnum; i++) {
    if (ph[i].type == 1) load = base + ph[i].offset - ph[i].vaddr;
    if (ph[i].type == 2) dynamic = base + ph[i].offset;
  }
  base = load;
  for (Dyn *d = (Dyn *)dynamic; d->tag; d++) {
    if (d->tag == 5) names = load + d->value;
    if (d->tag == 6) syms = load + d->value;
    if (d->tag == 4) hash = load + d->value;
    if (d->tag == 0x6ffffef5) gnu = load + d->value;
  }
  if (hash) count = ((u32 *)hash)[1];
  else {
    u32 *g = (u32 *)gnu, *buckets = g + 4 + g[2] * 2, *chain = buckets + g[0];
    for (u32 i = 0; i < g[0]; i++) if (buckets[i] > count) count = buckets[i];
    while (!(chain[count - g[1]] & 1)) count++;
    count++;
  }
  int (*vclock)(int, struct timespec *) = find("__vdso_clock_gettime");
  int (*vtod)(i64 *, void *) = find("__vdso_gettimeofday");
  i64 (*vtime)(i64 *) = find("__vdso_time");
  int (*vcpu)(u32 *, u32 *, void *) = find("__vdso_getcpu");
  show("found", vclock && vtod && vtime && vcpu);
  struct timespec before, inside, after;
  for (int clock = 0; clock < 8; clock++) {
    if (clock == 2 || clock == 3) continue;
    clock_gettime(clock, &before);
    show("vclock", vclock(clock, &inside));
    clock_gettime(clock, &after);
    i64 b = before.sec * 1000000000 + before.nsec, i = inside.sec * 1000000000 + inside.nsec;
    i64 a = after.sec * 1000000000 + after.nsec;
    show("between", b <= i && i <= a);
  }
  i64 tv[2];
  u32 cpu = 999;
  show("vtod", vtod(tv, 0));
  show("vtime", vtime(0) - tv[0] <= 1 && vtime(0) - tv[0] >= -1);
  show("vcpu", vcpu(&cpu, 0, 0));
  show("cpu", cpu < 999);
  show("falls back", vclock(2, &inside));
  show("refuses", vclock(77, &inside));
  exit(0);
}
