#include <cpuid.h>

/*
 * What __builtin_cpu_supports and __builtin_cpu_is look at: the vendor, and a bit for each feature, by gcc's numbers. Type and
 * subtype stay 0, those of a processor that has no name. Bits of CPUID: SDM vol. 2, and AMD's APM vol. 3, appendix E.
 */
struct {
  unsigned vendor, type, subtype, features;
} __cpu_model;
unsigned __cpu_features2[4];

enum { EAX, EBX, ECX, EDX };
/* Of XCR0, what the system has to save for a feature: the SSE and AVX state, that of AVX-512, that of AMX. */
enum { NONE, YMM = 0x6, ZMM = 0xe6, TILES = 0x60000 };

struct feature {
  unsigned leaf;
  unsigned char subleaf, where, bit, number;
  unsigned state;
};

static const struct feature table[] = {
  { 1, 0, EDX, 8, 47, NONE }, { 1, 0, EDX, 15, 0, NONE }, { 1, 0, EDX, 23, 1, NONE }, { 1, 0, EDX, 24, 51, NONE },
  { 1, 0, EDX, 25, 3, NONE }, { 1, 0, EDX, 26, 4, NONE },
  { 1, 0, ECX, 0, 5, NONE }, { 1, 0, ECX, 1, 19, NONE }, { 1, 0, ECX, 9, 6, NONE }, { 1, 0, ECX, 12, 14, YMM },
  { 1, 0, ECX, 13, 46, NONE }, { 1, 0, ECX, 19, 7, NONE }, { 1, 0, ECX, 20, 8, NONE }, { 1, 0, ECX, 22, 58, NONE },
  { 1, 0, ECX, 23, 2, NONE }, { 1, 0, ECX, 25, 18, NONE }, { 1, 0, ECX, 26, 81, NONE }, { 1, 0, ECX, 27, 62, NONE },
  { 1, 0, ECX, 28, 9, YMM }, { 1, 0, ECX, 29, 49, YMM }, { 1, 0, ECX, 30, 69, NONE },
  { 7, 0, EBX, 0, 50, NONE }, { 7, 0, EBX, 2, 73, NONE }, { 7, 0, EBX, 3, 16, NONE }, { 7, 0, EBX, 4, 52, NONE },
  { 7, 0, EBX, 5, 10, YMM }, { 7, 0, EBX, 8, 17, NONE }, { 7, 0, EBX, 11, 71, NONE }, { 7, 0, EBX, 16, 15, ZMM },
  { 7, 0, EBX, 17, 22, ZMM }, { 7, 0, EBX, 18, 70, NONE }, { 7, 0, EBX, 19, 40, NONE }, { 7, 0, EBX, 21, 27, ZMM },
  { 7, 0, EBX, 23, 43, NONE }, { 7, 0, EBX, 24, 44, NONE }, { 7, 0, EBX, 26, 25, ZMM }, { 7, 0, EBX, 27, 24, ZMM },
  { 7, 0, EBX, 28, 23, ZMM }, { 7, 0, EBX, 29, 74, NONE }, { 7, 0, EBX, 30, 21, ZMM }, { 7, 0, EBX, 31, 20, ZMM },
  { 7, 0, ECX, 0, 65, NONE }, { 7, 0, ECX, 1, 26, ZMM }, { 7, 0, ECX, 4, 64, NONE }, { 7, 0, ECX, 5, 79, NONE },
  { 7, 0, ECX, 6, 31, ZMM }, { 7, 0, ECX, 7, 75, NONE }, { 7, 0, ECX, 8, 32, NONE }, { 7, 0, ECX, 9, 78, YMM },
  { 7, 0, ECX, 10, 33, YMM }, { 7, 0, ECX, 11, 34, ZMM }, { 7, 0, ECX, 12, 35, ZMM }, { 7, 0, ECX, 14, 30, ZMM },
  { 7, 0, ECX, 22, 68, NONE }, { 7, 0, ECX, 25, 42, NONE }, { 7, 0, ECX, 27, 60, NONE }, { 7, 0, ECX, 28, 59, NONE },
  { 7, 0, ECX, 29, 48, NONE }, { 7, 0, EDX, 2, 28, ZMM }, { 7, 0, EDX, 3, 29, ZMM }, { 7, 0, EDX, 5, 88, NONE },
  { 7, 0, EDX, 8, 37, ZMM }, { 7, 0, EDX, 14, 72, NONE }, { 7, 0, EDX, 16, 77, NONE }, { 7, 0, EDX, 18, 63, NONE },
  { 7, 0, EDX, 20, 53, NONE }, { 7, 0, EDX, 22, 87, TILES }, { 7, 0, EDX, 23, 94, ZMM }, { 7, 0, EDX, 24, 85, TILES },
  { 7, 0, EDX, 25, 86, TILES }, { 7, 1, EAX, 4, 93, YMM }, { 7, 1, EAX, 5, 36, ZMM }, { 7, 1, EAX, 22, 89, NONE },
  { 0xd, 1, EAX, 0, 83, NONE }, { 0xd, 1, EAX, 1, 82, NONE }, { 0xd, 1, EAX, 3, 84, NONE },
  { 0x14, 0, EBX, 4, 67, NONE },
  { 0x80000001, 0, ECX, 0, 54, NONE }, { 0x80000001, 0, ECX, 5, 41, NONE }, { 0x80000001, 0, ECX, 5, 57, NONE },
  { 0x80000001, 0, ECX, 6, 11, NONE }, { 0x80000001, 0, ECX, 8, 66, NONE }, { 0x80000001, 0, ECX, 11, 13, YMM },
  { 0x80000001, 0, ECX, 15, 56, NONE }, { 0x80000001, 0, ECX, 16, 12, YMM }, { 0x80000001, 0, ECX, 21, 76, NONE },
  { 0x80000001, 0, ECX, 29, 61, NONE }, { 0x80000001, 0, EDX, 29, 55, NONE }, { 0x80000001, 0, EDX, 30, 39, NONE },
  { 0x80000001, 0, EDX, 31, 38, NONE },
  { 0x80000008, 0, EBX, 0, 45, NONE }, { 0x80000008, 0, EBX, 9, 80, NONE },
};

/* The levels of the x86-64 ABI supplement, section 3.1.1: each wants the one before it too. */
static const unsigned char levels[][10] = {
  { 55, 4 },
  { 46, 54, 2, 5, 6, 7, 8 },
  { 9, 10, 16, 17, 49, 14, 57, 58 },
  { 15, 21, 23, 22, 20 },
};
enum { FIRST_LEVEL = 95, LEVELS = sizeof levels / sizeof levels[0] };

static void set(unsigned number) {
  if (number < 32) __cpu_model.features |= 1u << number;
  else __cpu_features2[number / 32 - 1] |= 1u << number % 32;
}

static int has(unsigned number) {
  return (number < 32 ? __cpu_model.features : __cpu_features2[number / 32 - 1]) >> number % 32 & 1;
}

/* What the system saves of a task's registers: XCR0. */
static unsigned saved(void) {
  unsigned a, b, c, d;
  __cpuid(1, a, b, c, d);
  if (!(c & bit_OSXSAVE)) return 0;
  __asm__("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
  return a;
}

static unsigned vendor(unsigned signature) {
  return signature == signature_INTEL_ebx ? 1 : signature == signature_AMD_ebx ? 2 : 3;
}

__attribute__((constructor(101))) int __cpu_indicator_init(void) {
  unsigned signature, state;
  if (__cpu_model.vendor) return 0;
  __get_cpuid_max(0, &signature);
  __cpu_model.vendor = vendor(signature);
  state = saved();
  for (const struct feature *f = table; f < table + sizeof table / sizeof table[0]; f++) {
    unsigned r[4];
    if (__get_cpuid_max(f->leaf & 0x80000000, 0) < f->leaf) continue;
    __cpuid_count(f->leaf, f->subleaf, r[EAX], r[EBX], r[ECX], r[EDX]);
    if ((r[f->where] >> f->bit & 1) && (state & f->state) == f->state) set(f->number);
  }
  for (unsigned i = 0; i < LEVELS; i++) {
    for (const unsigned char *number = levels[i]; *number; number++)
      if (!has(*number)) return 0;
    set(FIRST_LEVEL + i);
  }
  return 0;
}
