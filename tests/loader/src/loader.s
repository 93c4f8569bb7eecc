# An interpreter: says how AT_PHNUM and AT_ENTRY look, and starts the program that it was loaded for.
        .globl  _start
_start: mov     (%rsp), %rcx
        lea     16(%rsp,%rcx,8), %rsi
1:      mov     (%rsi), %rax
        add     $8, %rsi
        test    %rax, %rax
        jnz     1b
2:      mov     (%rsi), %rax
        mov     8(%rsi), %rdx
        add     $16, %rsi
        cmp     $9, %rax
        je      3f
        test    %rax, %rax
        jnz     2b
        mov     $7, %edi
        mov     $60, %eax
        syscall
3:      jmp     *%rdx
