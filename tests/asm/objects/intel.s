# Intel syntax: labels, sizes, operators, names that look like registers or operators.
 .intel_syntax noprefix
 .globl offset_of
offset_of: mov rdi, offset sym
 movabs rdi, offset sym
 mov rax, qword ptr sym[rip]
 mov eax, dword ptr [rip + sym + 4]
 lea rdi, sym[rip]
 lea rdi, [rip + .LC0]
 mov rax, QWORD PTR sym@GOTPCREL[rip]
 mov eax, DWORD PTR fs:tl@tpoff
 mov rax, QWORD PTR tl@gottpoff[rip]
 call func@PLT
 call [QWORD PTR func@GOTPCREL[rip]]
 jmp [QWORD PTR table[0+rax*8]]
 mov DWORD PTR -20[rbp], edi
 mov BYTE PTR [rax+rbx*2-1], 'x'
 add rax, 5 + 3 * 2
 and eax, not 7
 mov al, BYTE PTR [rsi+rcx]
 movzx eax, WORD PTR [rdi]
 movsx rax, DWORD PTR [rdi]
 push 5
 push OFFSET FLAT:sym
 mov rax, QWORD PTR fs:40
 cmp QWORD PTR [rsp+8], 1000
 jne .L2
 rep movsb
 lock cmpxchg QWORD PTR [rdi], rsi
 xchg rax, rbx
 shl rax, cl
 shl eax
 imul eax, DWORD PTR [rdi], 100
 sete al
 cmovne rax, rbx
.L2: movaps xmm0, XMMWORD PTR [rsp]
 movss xmm1, DWORD PTR .LC0[rip]
 cvtsi2sd xmm0, rax
 cvttsd2si rax, xmm0
 movq xmm0, rax
 movd eax, xmm3
 pshufd xmm1, xmm2, 0xee
 ret
 .quad sym, .L2 - offset_of
 .section .rodata
.LC0: .long 5
 .att_syntax prefix
 .long 6
