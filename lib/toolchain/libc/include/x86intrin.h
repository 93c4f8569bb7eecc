#ifndef _X86INTRIN_H
#define _X86INTRIN_H

/* Instructions by name. */
#include <bits/x86_bits.h>
#include <nmmintrin.h>

#endif
