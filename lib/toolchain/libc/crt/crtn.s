# The ends of _init and _fini.
	.section .init, "ax", @progbits
	popq %rax
	ret

	.section .fini, "ax", @progbits
	popq %rax
	ret

	.section .note.GNU-stack, "", @progbits
