# The 32-bit door from 64-bit code: other numbers, arguments in ebx, ecx, edx.
        .globl _start
        .text
_start: mov     $20, %eax
        int     $0x80
        mov     %eax, %r12d
        mov     $39, %eax
        syscall
        xor     %ebx, %ebx
        cmp     %eax, %r12d
        setne   %bl
        mov     %ebx, %r13d
        mov     $4, %eax
        mov     $1, %ebx
        mov     $message, %ecx
        mov     $8, %edx
        int     $0x80
        mov     $6, %eax
        mov     $77, %ebx
        int     $0x80
        add     $9, %eax
        add     %eax, %r13d
        mov     $1, %eax
        mov     %r13d, %ebx
        int     $0x80
        .data
message:
        .ascii  "int 0x80"
