#ifndef _POPCNTINTRIN_H
#define _POPCNTINTRIN_H
#include <bits/x86_named.h>
#endif
