# One write and an end: the smallest program there is.
        .globl _start
        .text
_start: mov     $1, %eax
        mov     $1, %edi
        lea     message(%rip), %rsi
        mov     $length, %edx
        syscall
        mov     $60, %eax
        xor     %edi, %edi
        syscall
        .section .rodata
message:
        .ascii  "hello, world\n"
        .equ    length, . - message
