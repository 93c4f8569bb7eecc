# Wishes for an encoding, and sizes of far transfers.
        .globl _start
_start:
        {disp32} mov (%rax), %ecx
        {disp8} mov (%rax), %ecx
        {disp32} mov 8(%rax,%rbx), %ecx
        {disp32} mov (%rbp), %ecx
        {disp8} push (%r13)
        {disp32} add $1, %gs:4(%r12)
        {load} mov %eax, %ecx
        {store} mov %eax, %ecx
        {load} add %al, %cl
        {store} adc %rax, %rcx
        {load} mov $1, %ecx
        {load} movaps %xmm1, %xmm2
        {store} movaps %xmm1, %xmm2
        {load} movq %xmm1, %xmm2
        {store} movq %xmm1, %xmm2
        {rex} mov %al, %cl
        {rex} nop
        {disp32} {load} mov (%rax), %ecx
        {nooptimize} mov $1, %rax
        {vex3} andn %eax, %ecx, %edx
        {disp32} jmp 1f
        {disp32} je 1f
        {disp8} jmp 1f
1:      lock {disp32} incl (%rdx)
        ljmpw *(%rax)
        lcallw *8(%rax)
        ljmpl *(%rax)
        lretw
        lretl
        lretq
        lretw $4
        lretq $4
        .intel_syntax noprefix
        jmp far ptr [rax]
        call far ptr [rax+8]
        jmp fword ptr [rbx+rcx*2]
        {disp32} mov ecx, [rax]
        {store} xor ecx, eax
        retfq
