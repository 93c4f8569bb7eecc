.globl _start
_start:
 jmp _start
 jmp 1f
.globl g
g: nop
1: je g
 xchg %ecx,%edx
 xchg %eax,%ecx
 xchg %eax,%eax
 add $5,%ax
 add $0xffffffff,%eax
 add $0xffff,%cx
 mov $0xffffffff,%rax
 mov $sym,%rax
 mov 0x12345678,%eax
 movabs 0x12345678,%eax
 int $3
 mov %rax,%ds
 mov %ds,%rax
 mov %ds,(%rax)
 crc32w %ax,%ecx
 crc32q %rax,%rcx
 iret
 sysret
 sysretq
 mov 5(%rip),%eax
 mov sym(%rip),%eax
 movsx %eax,%rax
 add $len2,%rax
 .set len2, 4
 add $len2,%rax
 addl $5,(%rax)
 rep movsl
 lock xaddl %eax,%fs:(%ebx)
 nop
 nop
 .byte '", '\n, ';, 'a'
 mov (%eax,%ecx,2),%ebx
 mov %eax, -4(%ebx)
 .long 5/2, 7%4, 1<<3+1, -1>>60, 1|2^3, !0, !5, ~0, 3 == 3, 3<4, 1&&2
 .data
msg: .ascii "hi"
 len = . - msg
 .data
sym: .quad 0
.set len,2
