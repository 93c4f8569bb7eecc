# Every kind of reference: local, global, weak and undefined; jumps, calls, tables, thread-local, merged strings.
.globl g1, unusedglobl
.weak w1
.text
.globl gf
gf: ret
lf: ret
 call gf
 call lf
 call und
 jmp und
 jmp gf
 jmp lf
 call sec2
 jmp sec2
 jne sec2
 call gsec2
 jmp *und(%rip)
 lea lf(%rip), %rax
 lea gf(%rip), %rax
 lea sec2(%rip), %rax
 lea .LC0(%rip), %rax
 lea str2(%rip), %rax
 mov $.LC0, %eax
 mov $.LC0, %rax
 movabs $.LC0, %rax
 mov und@GOTPCREL(%rip), %rax
 mov und@GOTPCREL(%rip), %eax
 add und@GOTPCREL(%rip), %r9
 test %eax, und@GOTPCREL(%rip)
 call *und@GOTPCREL(%rip)
 jmp *und@GOTPCREL(%rip)
 push und@GOTPCREL(%rip)
 cmpl $3, und@GOTPCREL(%rip)
 imul und@GOTPCREL(%rip), %rax
 lea _GLOBAL_OFFSET_TABLE_(%rip), %rbx
 movabs $_GLOBAL_OFFSET_TABLE_-., %rbx
 mov %fs:tl@TPOFF, %eax
 mov tl@GOTTPOFF(%rip), %rax
 data16 leaq tl@tlsgd(%rip), %rdi
 .value 0x6666
 rex64
 call __tls_get_addr@PLT
 mov x(,%rax,8), %rax
 jmp 1f
1: call w1
 loop und
 movb und, %al
 movq $und, 8(%rax)
 mov $gf, %ecx
 .section .text.2,"ax",@progbits
sec2: ret
 .globl gsec2
gsec2: ret
 .section .rodata.str1.1,"aMS",@progbits,1
.LC0: .string "hi"
str2: .string "ho"
 .data
 .quad lf, gf, sec2, .LC0, str2, und, und+4, . , w1
 .quad lf - ., .LC0-lf2
lf2:
 .long lf-., und@PLT, und@GOTPCREL, .LC0-., lf
 .long tl@DTPOFF
 .quad tl@DTPOFF, und@GOTOFF, und@GOT, und@SIZE
 .byte und
 .short und, und - .
 .quad alias, galias
 alias = lf
 .globl galias
 galias = gf
 .section .tdata,"awT",@progbits
tl: .long 1
