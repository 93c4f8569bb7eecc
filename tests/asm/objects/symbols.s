# Bindings, types, visibilities, sizes, versions and assignments.
 .file "name.c"
 .text
 .globl f, g
 .type f, @function
f: ret
 .size f, .-f
 .weak w, wu
w: nop
 .hidden h
 .globl h
h: nop
 .internal i
 .globl i
i: nop
 .protected p
 .globl p
p: nop
 .type ifunc, @gnu_indirect_function
 .globl ifunc
ifunc: ret
 .type unique, @gnu_unique_object
 .data
unique: .quad unique, ifunc, wu
 .size unique, 8
 .set alias, f
 .globl alias
 .weak weakalias
 .set weakalias, f
 .equ constant, 5*3
 .globl constant
 absolute = 0x123456789abc
 .equiv once, 7
 .quad constant, absolute, once, alias, weakalias, alias+4
 .symver f, f@@VERS_2
 .symver g, g@VERS_1
 .quad g
 .weakref wr, target
 .quad wr
 .type object, STT_OBJECT
object: .skip 12
 .size object, 12
 .extern external
 .long external - .
 .reloc ., R_X86_64_NONE, f
 .type tls, @tls_object
 .section .tbss,"awT",@nobits
tls: .skip 4
 .size tls, 4
 .text
 .Llocal: jmp .Llocal
 1: jmp 1b
 2: jmp 3f
 2: jmp 2b
 3: nop
 "quoted name": call "quoted name"
 mov $f-g2, %eax
g2: nop
 . = . + 5
 nop
 here = .
 jmp here
 .long here - f
