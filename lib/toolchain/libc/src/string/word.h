/* Eight bytes at a time. An aligned word never crosses a page, so reading past a string's end within it is safe. */
#ifndef STRING_WORD_H
#define STRING_WORD_H

#include <stdint.h>

typedef uint64_t __attribute__((may_alias)) word;

#define ONES 0x0101010101010101UL
#define HIGHS 0x8080808080808080UL
/* Non-zero when a byte of w is zero; the lowest bit set is at the first such byte. */
#define zeros(w) (((w) - ONES) & ~(w) & HIGHS)
#define misaligned(p) ((uintptr_t)(p) & 7)
#define repeat(c) (ONES * (unsigned char)(c))
/* Index of the first byte that a mask of zeros() marks. */
#define first_byte(mask) ((size_t)__builtin_ctzl(mask) >> 3)

#endif
