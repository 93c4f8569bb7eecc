# What a system call leaves in the registers: rcx is the return address, r11 the flags, the rest is untouched.
        .intel_syntax noprefix
        .globl _start
_start: mov     rbx, 0x1111111111111111
        mov     rbp, 0x2222222222222222
        mov     r8, 0x3333333333333333
        mov     r9, 0x4444444444444444
        mov     r10, 0x5555555555555555
        mov     r12, 0x6666666666666666
        mov     r15, 0x7777777777777777
        mov     rdi, 0x8888888888888888
        mov     rsi, 0x9999999999999999
        mov     rdx, 0xaaaaaaaaaaaaaaa
        mov     eax, 39
        stc
        syscall
after:  jnc     bad
        lea     rax, [rip + after]
        cmp     rax, rcx
        jne     bad
        pushfq
        pop     rax
        test    r11, 1
        jz      bad
        mov     rax, 0x1111111111111111
        cmp     rbx, rax
        jne     bad
        mov     rax, 0x2222222222222222
        cmp     rbp, rax
        jne     bad
        mov     rax, 0x3333333333333333
        cmp     r8, rax
        jne     bad
        mov     rax, 0x5555555555555555
        cmp     r10, rax
        jne     bad
        mov     rax, 0x7777777777777777
        cmp     r15, rax
        jne     bad
        mov     rax, 0x8888888888888888
        cmp     rdi, rax
        jne     bad
        mov     edi, 0
        jmp     out
bad:    mov     edi, 1
out:    mov     eax, 60
        syscall
