# Exits with a word of its data, so that what was mapped where is seen in the status.
        .globl  _start
        .text
_start: mov     value(%rip), %edi
        add     zero(%rip), %edi
        mov     $60, %eax
        syscall
        ud2
        .data
value:  .long   42
        .bss
        .skip   8192
zero:   .long   0
