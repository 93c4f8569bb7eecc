	.asciz "a" "b"
	.ascii "c" "d", "e"
	.string "x" "y"
	.tfloat 1.1, -2, 0
	.long 0
f0:	.struct 0
a:	.skip 4
b:	.space 8
c:	.zero 2
d:	.struct c+100
e:
	.data
	.long a,b,c,d,e
	.altmacro
	.macro one x,y
	LOCAL lab, end
lab:	.long x, lab-end, y
end:
	.endm
	one 1+2, 3
	one %1+2,<4>
	one <5, 6>,7
	.macro str s
	.ascii "s"
	.ascii "&s&q"
	.endm
	.macro str2 s
	.asciz s
	.endm
	str2 <"hi">
	str word
	.macro mk n
n&_lab: .byte 1
\n\()_two: .byte 2
	.endm
	mk foo
	.macro bang z
	.asciz "z"
	.endm
	bang <a!>b!!c>
	.macro cnt n
	.if n
	.byte n
	cnt %n-1
	.endif
	.endm
	cnt 4
	.noaltmacro
	.text
	lcall *(%rax)
	ljmp *8(%rax,%rbx)
	call *%rax
	.macro m
	.long \@
	.endm
	.irp x,1,2
	nop
	.endr
	m
	m
