# Data of every width and form.
 .data
 .byte 1, -1, 'a, 'b', '\n, 0x7f, 0b101, 077
 .2byte 1; .short 2; .word 3; .hword 4; .value 5
 .4byte 1; .long 2; .int 3
 .8byte 1; .quad 2, 0xffffffffffffffff, -9223372036854775808
 .octa 0x0123456789abcdef0123456789abcdef, 1, -1
 .float 1.5, -0.1, 1e10, inf, nan; .single 2
 .double 1.5, -0.1, 1e300, 3.141592653589793, 4.9e-324
 .ascii "a\tb\\\"\101\x41", "c"
 .asciz "d", ""
 .string "e\0f"
 .string8 "g"; .string16 "h", "i"; .string32 "j"; .string64 "k"
 .zero 3; .skip 2, 5; .space 2
 .fill 3, 2, 0x1234; .fill 2, 8, -1; .fill 2
 .align 8; .balign 16, 3; .p2align 3, 1, 2; .p2alignw 3, 0x1234; .balignl 16, 0x11223344
 .uleb128 0, 127, 128, 300, 1<<40, end - start
 .sleb128 0, -1, 63, 64, -64, -65, start - end
start: .org start + 40, 9
end: .rept 3
 .byte 1
 .irp x, 1, 2, 3
 .byte \x
 .endr
 .irpc c, abc
 .byte '\c
 .endr
 .endr
 .macro m a, b=5, c:vararg
 .byte \a, \b
 .ifnb \c
 .byte \c
 .endif
 .endm
 m 1
 m 1, 2
 m 1, , 3, 4
 m b=7, a=8
 .macro count n
 .byte \n
 .if \n
 count "(\n-1)"
 .endif
 .endm
 count 4
 .if 1 == 1
 .byte 1
 .elseif 2
 .byte 2
 .else
 .byte 3
 .endif
 .ifdef start
 .byte 4
 .endif
 .ifc a, a
 .byte 5
 .endif
 .byte 1 + 2 * 3, (1 | 2) ^ 7, ~0 & 0xf, 7 / 2, 7 % 4, 1 << 3, !0, 3 > 2, 1 && 0, 2 || 0
 .dc.b 1; .dc.w 2; .dc.l 3; .dcb.b 3, 7; .ds.b 4
 .nop
 .text
 .nops 5
 .p2align 4,,10
 .p2align 5
 nop
