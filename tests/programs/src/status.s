# The status is what the program says, modulo 256.
        .globl _start
_start: mov     $231, %eax
        mov     $0x12a, %edi
        syscall
