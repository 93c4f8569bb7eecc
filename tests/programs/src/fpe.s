# A division by zero.
        .globl _start
_start: xor     %edx, %edx
        mov     $7, %eax
        xor     %ecx, %ecx
        div     %ecx
