/*
 * Code that changes: in its own block, just ahead, on another page, under another address; and a generator
 * that writes the same function anew two thousand times.
 */
#include "sys.h"

#define PAGE 4096UL
#define memfd_create(name, flags) sys2(319, name, flags)
#define ftruncate(fd, n) sys2(77, fd, n)

static u8 *writable(u64 pages) {
  return (u8 *)mmap(0, pages * PAGE, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

/* A block that stores into an instruction `ahead` bytes past the store. */
static void ahead(u64 distance) {
  u8 *code = writable(1);
  u64 n = 0;
  memset(code, 0x90, PAGE);
  /* movb $9, distance(%rip) */
  code[n++] = 0xc6, code[n++] = 0x05;
  *(u32 *)(code + n) = (u32)distance, n += 4;
  code[n++] = 9;
  /* mov $1, %eax, whose immediate it changes; ret */
  code[n + distance - 1] = 0xb8;
  *(u32 *)(code + n + distance) = 1;
  code[n + distance + 4] = 0xc3;
  show_hex("ahead", distance);
  show("  first", ((int (*)(void))code)());
  code[n + distance] = 1;
  show("  again", ((int (*)(void))code)());
  munmap(code, PAGE);
}

/* An instruction that writes over itself runs once as it was. */
static void itself(void) {
  u8 *code = writable(1);
  /* xor %eax,%eax; movw $0xc0ff,-9(%rip): becomes inc %eax and what is left; add $16,%eax; ret */
  static const u8 bytes[] = {0x31, 0xc0, 0x66, 0xc7, 0x05, 0xf7, 0xff, 0xff, 0xff, 0xff, 0xc0, 0x83, 0xc0, 0x10, 0xc3};
  memcpy(code, bytes, sizeof bytes);
  show("itself", ((int (*)(void))code)());
  show("bytes", code[2] | code[3] << 8);
}

/* Two addresses of one frame. */
static void alias(void) {
  int fd = (int)memfd_create("code", 0);
  ftruncate(fd, PAGE);
  u8 *data = (u8 *)mmap(0, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  u8 *code = (u8 *)mmap(0, PAGE, PROT_READ | PROT_EXEC, MAP_SHARED, fd, 0);
  data[0] = 0xb8, data[5] = 0xc3;
  u64 sum = 0;
  for (u32 i = 0; i < 2000; i++) {
    *(u32 *)(data + 1) = i * i;
    __asm__ volatile("" ::: "memory");
    sum += (u32)((int (*)(void))code)();
  }
  show("alias", (i64)sum);
  write(1, "", 0);
  /* The kernel writes it. */
  int out[2];
  pipe(out);
  static const u8 seven[] = {0xb8, 7, 0, 0, 0, 0xc3};
  write(out[1], seven, sizeof seven);
  read(out[0], data, sizeof seven);
  show("read", ((int (*)(void))code)());
}

/* An instruction on two pages, of which the second changes, and then cannot be fetched. */
static void border(void) {
  u8 *code = writable(2);
  u8 *at = code + PAGE - 3;
  at[0] = 0xb8, *(u32 *)(at + 1) = 0x11223344, at[5] = 0xc3;
  show_hex("border", (u32)((int (*)(void))at)());
  code[PAGE] = 0x99;
  show_hex("border", (u32)((int (*)(void))at)());
  at[1] = 0x55;
  show_hex("border", (u32)((int (*)(void))at)());
}

static u32 made(u8 *code, u32 seed) {
  u64 n = 0;
  code[n++] = 0xb8, *(u32 *)(code + n) = seed, n += 4;
  for (u32 i = 0; i < 1 + (seed & 7); i++) {
    /* add, xor or sub $imm32, %eax */
    static const u8 OP[] = {0x05, 0x35, 0x2d};
    code[n++] = OP[(seed >> i) % 3];
    *(u32 *)(code + n) = seed * (i + 3), n += 4;
  }
  code[n++] = 0xc3;
  return (u32)((int (*)(void))code)();
}

void start(u64 *stack) {
  (void)stack;
  for (u64 distance = 1; distance < 40; distance += 13) ahead(distance);
  ahead(2000);
  itself();
  alias();
  border();
  u8 *code = writable(1);
  u64 sum = 0;
  for (u32 i = 0; i < 2000; i++) sum = sum * 5 + made(code, i * 2654435761u);
  show("made", (i64)sum);
  u8 *end = (u8 *)writable(2) + PAGE - 2;
  end[0] = 0xb8;
  mprotect(end + 2, PAGE, PROT_NONE);
  ((int (*)(void))end)();
  exit(0);
}
