/* Unwind tables: DWARF 5, 6.4 "Call Frame Information", as .eh_frame and .eh_frame_hdr have it (LSB 5, 10.6). Only what C
   compilers and assemblers write for x86-64 is understood; anything else ends the walk. */
#define _GNU_SOURCE
#include <string.h>
#include <ucontext.h>
#include "unwind.h"

/* The linker's table, sorted by address: offsets of functions and of their entries from its start. */
extern const struct {
  unsigned char version, frame_encoding, count_encoding, table_encoding;
  int32_t frames;
  uint32_t count;
  struct {
    int32_t function, entry;
  } table[];
} __GNU_EH_FRAME_HDR __attribute__((__weak__));

/* How a caller's register is found: as it is, at an offset from the CFA, or not at all. */
struct rules {
  unsigned cfa_register;
  long cfa_offset;
  struct {
    enum { SAME, SAVED, LOST } kind;
    long offset;
  } of[REGISTERS];
};

/* Parts of an entry. */
struct entry {
  uintptr_t start, size;
  const unsigned char *common, *common_end, *own, *own_end;
  unsigned long code_step;
  long data_step;
};

static uint32_t word(const unsigned char *p) {
  uint32_t value;
  memcpy(&value, p, sizeof value);
  return value;
}

static unsigned long unsigned_number(const unsigned char **p) {
  unsigned long value = 0;
  for (unsigned shift = 0;; shift += 7) {
    unsigned char byte = *(*p)++;
    value |= (unsigned long)(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
}

static long signed_number(const unsigned char **p) {
  unsigned long value = 0;
  unsigned shift = 0;
  unsigned char byte;
  do {
    byte = *(*p)++;
    value |= (unsigned long)(byte & 0x7f) << shift;
    shift += 7;
  } while (byte >= 0x80);
  if (byte & 0x40 && shift < 64) value |= -1UL << shift;
  return (long)value;
}

/* The entry that begins last before an address. */
static const unsigned char *find(uintptr_t address) {
  if (!&__GNU_EH_FRAME_HDR || __GNU_EH_FRAME_HDR.table_encoding != 0x3b) return 0;
  uintptr_t base = (uintptr_t)&__GNU_EH_FRAME_HDR;
  size_t from = 0, to = __GNU_EH_FRAME_HDR.count;
  while (from < to) {
    size_t middle = from + (to - from) / 2;
    if (base + __GNU_EH_FRAME_HDR.table[middle].function <= address)
      from = middle + 1;
    else
      to = middle;
  }
  return from ? (const unsigned char *)(base + __GNU_EH_FRAME_HDR.table[from - 1].entry) : 0;
}

/* Reads an entry and the common information it points to; 0 when a part of them is not as expected. */
static int read(const unsigned char *p, struct entry *e) {
  e->own_end = p + 4 + word(p);
  const unsigned char *common = p + 4 - word(p + 4);
  p += 8;
  e->common_end = common + 4 + word(common);
  const char *augmentation = (const char *)common + 9;
  if (strcmp(augmentation, "zR") && strcmp(augmentation, "zRS")) return 0;
  const unsigned char *q = common + 9 + strlen(augmentation) + 1;
  e->code_step = unsigned_number(&q);
  e->data_step = signed_number(&q);
  if (unsigned_number(&q) != RIP) return 0;
  unsigned long length = unsigned_number(&q);
  if (*q != 0x1b) return 0; /* addresses are 32 bits, relative to where they stand */
  e->common = q + length;
  e->start = (uintptr_t)p + (int32_t)word(p);
  e->size = word(p + 4);
  p += 8;
  length = unsigned_number(&p);
  e->own = p + length;
  return 1;
}

static int set(struct rules *rules, unsigned long number, int kind, long offset) {
  if (number >= REGISTERS) return 0;
  rules->of[number].kind = kind;
  rules->of[number].offset = offset;
  return 1;
}

/* Carries out instructions up to an address, which `at` counts from the function's start. */
static int carry_out(const struct entry *e, const unsigned char *p, const unsigned char *end, uintptr_t at, struct rules *rules,
                     const struct rules *initial) {
  struct rules kept[8];
  unsigned depth = 0;
  uintptr_t place = 0;
  while (p < end && place <= at) {
    unsigned char code = *p++;
    unsigned long number = code & 0x3f;
    int fine = 1;
    switch (code >> 6) {
    case 1:
      place += number * e->code_step;
      continue;
    case 2:
      if (!set(rules, number, SAVED, (long)unsigned_number(&p) * e->data_step)) return 0;
      continue;
    case 3:
      if (number >= REGISTERS) return 0;
      rules->of[number] = initial->of[number];
      continue;
    }
    switch (code) {
    case 0x00: /* DW_CFA_nop */
      break;
    case 0x02: /* DW_CFA_advance_loc1 */
      place += *p++ * e->code_step;
      break;
    case 0x03: /* DW_CFA_advance_loc2 */
      place += (p[0] | p[1] << 8) * e->code_step;
      p += 2;
      break;
    case 0x04: /* DW_CFA_advance_loc4 */
      place += word(p) * e->code_step;
      p += 4;
      break;
    case 0x05: /* DW_CFA_offset_extended */
      number = unsigned_number(&p);
      fine = set(rules, number, SAVED, (long)unsigned_number(&p) * e->data_step);
      break;
    case 0x06: /* DW_CFA_restore_extended */
      number = unsigned_number(&p);
      if ((fine = number < REGISTERS)) rules->of[number] = initial->of[number];
      break;
    case 0x07: /* DW_CFA_undefined */
      fine = set(rules, unsigned_number(&p), LOST, 0);
      break;
    case 0x08: /* DW_CFA_same_value */
      fine = set(rules, unsigned_number(&p), SAME, 0);
      break;
    case 0x0a: /* DW_CFA_remember_state */
      if ((fine = depth < sizeof kept / sizeof *kept)) kept[depth++] = *rules;
      break;
    case 0x0b: /* DW_CFA_restore_state */
      if ((fine = depth > 0)) *rules = kept[--depth];
      break;
    case 0x0c: /* DW_CFA_def_cfa */
      rules->cfa_register = unsigned_number(&p);
      rules->cfa_offset = (long)unsigned_number(&p);
      break;
    case 0x0d: /* DW_CFA_def_cfa_register */
      rules->cfa_register = unsigned_number(&p);
      break;
    case 0x0e: /* DW_CFA_def_cfa_offset */
      rules->cfa_offset = (long)unsigned_number(&p);
      break;
    case 0x2e: /* DW_CFA_GNU_args_size */
      unsigned_number(&p);
      break;
    default:
      return 0;
    }
    if (!fine) return 0;
  }
  return 1;
}

/* A handler returns into code that calls rt_sigreturn(2); above it on the stack is the ucontext_t. */
static int leave_handler(struct frame *f) {
  static const unsigned char sigreturn[] = { 0x48, 0xc7, 0xc0, 15, 0, 0, 0, 0x0f, 0x05 };
  static const unsigned char shorter[] = { 0xb8, 15, 0, 0, 0, 0x0f, 0x05 };
  static const signed char order[REGISTERS] = { REG_RAX, REG_RDX, REG_RCX, REG_RBX, REG_RSI, REG_RDI, REG_RBP, REG_RSP, REG_R8,
                                                REG_R9,  REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15, REG_RIP };
  const void *code = (const void *)f->registers[RIP];
  if (memcmp(code, sigreturn, sizeof sigreturn) && memcmp(code, shorter, sizeof shorter)) return 0;
  const ucontext_t *u = (const ucontext_t *)f->registers[RSP];
  for (int i = 0; i < REGISTERS; i++) f->registers[i] = (uintptr_t)u->uc_mcontext.gregs[order[i]];
  f->interrupted = 1;
  return 1;
}

int __unwind(struct frame *f) {
  if (f->registers[RIP] == 0) return 0;
  if (leave_handler(f)) return 1;
  /* A call may be a function's last instruction: what is behind it belongs to the next one. */
  uintptr_t address = f->registers[RIP] - !f->interrupted;
  const unsigned char *found = find(address);
  struct entry e;
  if (!found || !read(found, &e)) return 0;
  if (address - e.start >= e.size) return 0;
  struct rules rules = { 0 }, initial;
  if (!carry_out(&e, e.common, e.common_end, -1UL, &rules, &rules)) return 0;
  initial = rules;
  if (!carry_out(&e, e.own, e.own_end, address - e.start, &rules, &initial)) return 0;
  if (rules.cfa_register >= REGISTERS || rules.of[RIP].kind != SAVED) return 0;
  uintptr_t cfa = f->registers[rules.cfa_register] + rules.cfa_offset;
  if (cfa <= f->registers[RSP] && !f->interrupted) return 0;
  for (int i = 0; i < REGISTERS; i++)
    if (rules.of[i].kind == SAVED) f->registers[i] = *(const uintptr_t *)(cfa + rules.of[i].offset);
  f->registers[RSP] = cfa;
  f->interrupted = 0;
  return 1;
}
