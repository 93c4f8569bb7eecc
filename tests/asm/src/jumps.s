 .weak w
w: nop
 jmp w
 .globl h
 .hidden h
h: jmp h
 jmp abs
 .set abs, 0x100
 jmp 0x200
 call 0x200
 .set alias, w
 jmp alias
 jmp h+4
 data16 nop
 addr32 nop
 cs nop
 notrack jmp *%rax
 bnd jmp h
 rex.W nop
 push $foo
 pushq $-129
 pushw $5
 foo: nop
 bar:
 .uleb128 bar-foo, 300
 .sleb128 -5
 str %eax
 str (%rax)
 nop (%rax)
 ret $4
 shl $1,%al
 sal %cl,%ebx
 lea 8(,%rax,4), %rbx
 lea 0x80000000,%eax
.globl _start;_start: nop
