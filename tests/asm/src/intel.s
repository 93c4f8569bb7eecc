.intel_syntax noprefix
.globl _start
_start:
 mov rax, fwd
 mov rax, offset fwd
 mov rax, fwdlabel
 mov eax, dword ptr 5
 mov eax, [5]
 mov eax, ds:5
 mov rax, fs:0
 mov rax, fs:[0]
 lea rax, fwdlabel
 lea rax, [rip+fwdlabel]
 lea rax, fwdlabel[rip]
 mov eax, [rax*1]
 mov eax, [rax*2]
 mov eax, [rax+rsp]
 mov eax, [rbx+rax]
 mov eax, [rax][rbx]
 mov eax, 4[rax*4+8][rbx]
 mov eax, [rax+4*rbx-8+2*3]
 mov eax, fwdlabel[rax*4]
 push fwdlabel
 push offset fwdlabel
 call fwdlabel
 call [fwdlabel]
 jmp qword ptr [fwdlabel]
 jmp [rax]
 call rax
 movsx rax, ecx
 movsxd rax, ecx
 mov eax, (3+4)*2
 mov eax, 3 and 1 shl 2
 mov eax, not 5
 mov al, 'a'
 mov eax, 'a'
 stosd
 stos dword ptr es:[rdi]
 movs byte ptr es:[rdi], byte ptr [rsi]
 movs qword ptr [rdi], qword ptr [rsi]
 lods al, byte ptr [rsi]
 rep stosq
 movq rax, rbx
 addb al, 5
 pushq rax
 callq rax
 retq
 jmp short _start
 shl eax
 shl dword ptr [rax], cl
 imul eax, 5
 imul eax, ebx, 500
 mov rax, 0x1122334455667788
 movabs rax, 5
 mov eax, [0x1122334455667788]
 enter 16, 1
 bt dword ptr [rax], 5
 xchg ecx, edx
 test eax, [rbx]
 test [rbx], eax
 lock add dword ptr [rbx], 1
 mov word ptr [rax+rbx*8+fwdlabel], 5
 mov qword ptr [rax], offset fwdlabel
 mov eax, length
 mov cl, byte ptr length[rip]
 add eax, OFFSET FLAT:fwdlabel
 mov dword ptr [rbp-4], 'x'
 in_: nop
 mov eax, fwdlabel+4
 mov eax, [fwdlabel+4]
 cmp qword ptr fs:[rdi+8], 0
 jmp 1f
 jz 1f
1: ret 8
 int 0x80
 fwd = 5
 mov rax, fwd
 .data
 fwdlabel: .quad 1
 length: .byte 4
