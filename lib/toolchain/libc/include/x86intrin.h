#ifndef _X86INTRIN_H
#define _X86INTRIN_H

/* Instructions by name: those of the baseline, which has SSE and SSE2. */
#include <bits/x86_named.h>
#include <emmintrin.h>

#endif
