.globl _start
.text
_start:
	.macro PUSHM a, b=%rcx, rest:vararg
	push \a
	push \b
	.ifnb \rest
	push \rest
	.endif
	.endm
	PUSHM %rax
	PUSHM %rax, %rbx
	PUSHM %rax %rbx, %rdx
	PUSHM b=%rdx, a=%rsi
	.macro lbl n
	.Lm\@_\n: jmp .Lm\@_\n
	.endm
	lbl 1
	lbl 2
	.macro sum from=0, to=5
	.long \from
	.if \to-\from
	sum "(\from+1)",\to
	.endif
	.endm
	.data
	sum 0,5
	.irp r, 1,2,3+4
	.byte \r
	.endr
	.irpc c, abc
	.ascii "\c"
	.endr
	.rept 3
	.byte 1
	.rept 2
	.byte 2
	.endr
	.endr
	.set x, 3
	.if x == 3
	.byte 0x33
	.elseif x == 4
	.byte 0x44
	.else
	.byte 0x55
	.endif
	.ifdef nope
	.byte 9
	.else
	.byte 8
	.endif
	.ifndef x
	.byte 7
	.endif
	.ifc a b, a b
	.byte 6
	.endif
	.ifeq x-3
	.byte 5
	.endif
	.balign 8
	.byte 1
	.balign 16, 0xff
	.p2align 3,,2
	.byte 1
	.p2align 3,0xaa,9
	.balignw 16,0x1234
	.fill 3,2,0x1234
	.fill 2,8,0x123456789abcdef0
	.fill 5
	.space 3,7
	.zero 2
	.skip 4
	.octa 0x123456789abcdef0fedcba9876543210, 5, -1
	.ascii "a\tb\n\\\"\101\x41\0","x"
	.asciz "hello"
	.string "q","r"
	.byte 'a, 'b', '\n', '\\, 'c'+1
	.word 0x1234, -1; .short 5
	.hword 3
	.value 7
	.quad _start, .-_start2, foo, foo+4
1:	.byte 0
1:
	.quad 1f-1b
1:	.long 1b-x
_start2: .long . - _start2, -(1+2)*3, 7/2, -7/2, -7%3, 1<<4|1, ~5, !3, 5>2, 2>5, 1==1, 1&&0, 1||0, 5!3
	.float 1.5, -2.25e3, 1e-3
	.double 3.14159, 0d1.5
	.single 2
	.uleb128 624485, 5
	.sleb128 -123456, 64, -64
	.uleb128 foo-_start2
	.string16 "ab"
foo = bar+2
bar: .long 1
	.org _start2 + 256, 0x11
	.byte 1
	.org .+5
	.byte 2
	.subsection 1
	.byte 0xaa
	.subsection 0
	.byte 0xbb
	.data 2
	.byte 0xcc
	.data
	.pushsection .rodata
	.byte 1
	.section .rodata.str1.1,"aMS",@progbits,1
	.string "abc"
	.popsection
	.byte 0xdd
	.previous
	.byte 0xee
	.section .mysec,"aw"
	.quad 5
	.section .mytext,"ax",@progbits
	nop
	.section .myro,"a"
	.quad 5
	.section .mybss,"aw",@nobits
	.skip 8
	.comm c1, 8
	.comm c2, 100, 64
	.local lc
	.comm lc, 4, 4
	.lcomm lc2, 7
	.bss
	.skip 3
	.align 4
bb:	.long 0
	.text
	.globl w
	.weak w
	.hidden hid
	.globl hid
hid:
w:	ret
	.type w, @function
	.size w, .-w
	.type bb, STT_OBJECT
	.size bb, 4
	/ whole line comment
	# another
	nop /* a */ ; nop /* b
	c */ ; nop
	.equ y, 5
	.equiv z, 6
	mov $y+z, %eax
	.end
garbage
