# Flags, types, groups, orders, subsections and stacks of sections.
 .section .text.a,"axG",@progbits,a,comdat
 .globl a
a: ret
 .section .data.a,"awG",@progbits,a,comdat
 .quad a
 .section .text.b,"axG",@progbits,signature
 nop
 .section .bss.c,"aw",@nobits
 .skip 10
 .section .merge4,"aM",@progbits,4
 .long 1, 2, 1
 .section .str,"aMS",@progbits,1
 .asciz "one", "two"
 .string16 "wide"
 .section .note.mine,"",@note
 .long 4, 0, 1
 .asciz "abc"
 .section .init_array
 .quad a
 .section .init_array.5,"aw"
 .quad a
 .section .retained,"awR",@progbits
 .byte 1
 .section .excluded,"e"
 .byte 2
 .section .tbss
 .skip 8
 .section .tdata,"awT"
 .quad 1
 .section .custom
 .byte 3
 .section .custom2,"a",@0x70000001
 .byte 3
 .pushsection .text.p,"ax"
 nop
 .popsection
 .byte 4
 .previous
 .byte 5
 .text
 .byte 1
 .subsection 2
 .byte 3
 .text 1
 .byte 2
 .subsection 0
 .byte 11
 .data 1
 .byte 9
 .data
 .byte 8
 .section .text.linked,"ao",@progbits,.text.a
 .byte 1
 .section .uniq,"a",@progbits,unique,1
 .byte 1
 .section .rodata
 .byte 7
 .section .rodata.cst8,"aM",@progbits,8
 .quad 5
 .bss
 .lcomm local, 24
 .lcomm local2, 3
 .skip 3
 .comm shared, 100, 32
 .comm small, 2
 .local kept
 .comm kept, 10, 4
 .section .note.GNU-stack,"",@progbits
 .ident "one"
 .ident "two"
	.section .text.own,"axG",@progbits,.text.own,comdat
	nop
