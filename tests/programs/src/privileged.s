# User code may not halt the machine.
        .globl _start
_start: hlt
