# A breakpoint with nobody to catch it.
        .globl _start
_start: int3
