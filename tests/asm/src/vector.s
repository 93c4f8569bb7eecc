# Vector instructions as compilers and people write them.
	.globl _start
_start:
	movmskps %xmm1, %rax
	movmskpd %xmm1, %r9
	pmovmskb %xmm15, %rax
	pextrw $1, %xmm1, %rax
	pextrb $1, %xmm1, %rax
	extractps $1, %xmm1, %rax
	pinsrw $1, %rax, %xmm1
	pinsrb $1, %rax, %xmm1
	pextrw $1, %xmm1, (%rax)
	movd %xmm0, %rax
	movd %r8, %xmm9
	movd (%rax), %xmm0
	movq (%rax), %xmm0
	movq %xmm8, (%rax)
	movq %rax, %xmm0
	movq %rsp, %rbp
	movq $-1, %rax
	movq $5, (%rax)
	cvtsi2sd (%rax), %xmm0
	cvtsi2sd %rax, %xmm0
	cvtsi2sdq (%rax), %xmm0
	cvtsi2ssl 8(%rsp), %xmm0
	cvttsd2si %xmm0, %rax
	cvttsd2siq %xmm0, %rax
	cmpltsd %xmm0, %xmm1
	cmpneqps (%rax), %xmm9
	cmpunordpd %xmm0, %xmm1
	cmpeqss 4(%rax), %xmm1
	cmpsd $3, %xmm0, %xmm1
	movsd .Lone(%rip), %xmm0
	movsd %xmm0, 8(%rsp,%rcx,8)
	pblendvb %xmm1, %xmm2
	pblendvb %xmm0, %xmm1, %xmm2
	blendvpd %xmm0, (%rax), %xmm2
	movsl
	cmpsl
	movaps %xmm0, -24(%rsp)
	maskmovdqu %xmm1, %xmm2
	.intel_syntax noprefix
	movsd xmm0, qword ptr [rax]
	movsd
	cmpsd xmm1, xmm2, 4
	movss xmm1, dword ptr [rsp+4]
	movdqu xmmword ptr [rdi+rax], xmm12
	cvtsi2sd xmm0, qword ptr [rax]
	cvtsi2ss xmm0, dword ptr [rax]
	movq xmm0, rax
	movq rax, rbx
	movd eax, xmm3
	pshufd xmm1, xmm2, 0x4e
	.att_syntax
	.section .rodata
	.p2align 3
.Lone:	.double 1
