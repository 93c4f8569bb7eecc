/* mbstate_t: what is pending of a character in UTF-8. */
#ifndef _BITS_MBSTATE_H
#define _BITS_MBSTATE_H

typedef struct {
  unsigned __value;
  unsigned char __left, __size;
} mbstate_t;

#endif
