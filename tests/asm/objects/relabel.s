# A label may take a name over that .set has given a value, or two: what came before means the value.
	.text
	.quad early, twice
	.set early, 5
	.set twice, 1
	.quad early, twice
	.set twice, 2
	movl $early, %eax
	addl $twice, %ecx
	.globl twice
	.type early, @function
early:
	ret
	.size early, .-early
	jmp early
twice:
	call twice
	.set after, twice+1
	leaq after(%rip), %rax
	.data
	.quad early, twice, after
