# The heads of _init and _fini; sections .init and .fini of other objects follow, crtn.s ends them.
	.section .init, "ax", @progbits
	.globl _init
	.type _init, @function
_init:
	pushq %rax

	.section .fini, "ax", @progbits
	.globl _fini
	.type _fini, @function
_fini:
	pushq %rax

	.section .note.GNU-stack, "", @progbits
