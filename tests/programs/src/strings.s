# rep movs, stos, scas and cmps, and what they leave in the registers.
        .intel_syntax noprefix
        .globl _start
        .text
_start: cld
        lea     rsi, [rip + from]
        lea     rdi, [rip + to]
        mov     ecx, 26
        rep movsb
        lea     rdi, [rip + to + 26]
        mov     ecx, 3
        mov     eax, 0x2d2d2d2d
        rep stosd
        mov     byte ptr [rdi], 10
        lea     rdi, [rip + to]
        mov     al, 'k'
        mov     ecx, 100
        repne scasb
        mov     r12d, ecx
        lea     rsi, [rip + from]
        lea     rdi, [rip + to]
        mov     byte ptr [rdi + 20], '#'
        mov     ecx, 26
        repe cmpsb
        add     r12d, ecx
        mov     eax, 1
        mov     edi, 1
        lea     rsi, [rip + to]
        mov     edx, 39
        syscall
        mov     eax, 60
        mov     edi, r12d
        syscall
        .data
from:   .ascii  "abcdefghijklmnopqrstuvwxyz"
        .bss
to:     .skip   64
