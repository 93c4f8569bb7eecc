# An instruction that is none.
        .globl _start
_start: ud2
