# How the processor comes into the kernel and leaves it. The names, the order of steps and the frame are those of Linux 6
# (arch/x86/entry/entry_64.S, entry.S, calling.h); what Linux does in C between them is here in assembly where it
# decides how the kernel is left, and in TypeScript behind `vmcall` where it does the work.
#
#   vmcall    hands over to the kernel's handlers: rdi = pt_regs, eax = why (below), esi = which.
#             The handler writes its answer into pt_regs. A task sleeps there and another goes on: only rsp and rip
#             are kept across it.
#
# Assembled twice: PTI = 1 switches page tables at the border (kernel page-table isolation), PTI = 0 does not.

.intel_syntax noprefix

# Why the kernel was entered: eax at vmcall.
.set GATE_SYSCALL_64, 0
.set GATE_SYSCALL_32, 1
.set GATE_EXCEPTION,  2
.set GATE_INTERRUPT,  3

# struct pt_regs: what the user's registers were, from low addresses up.
.set pt_r15, 0
.set pt_r14, 8
.set pt_r13, 16
.set pt_r12, 24
.set pt_bp, 32
.set pt_bx, 40
.set pt_r11, 48
.set pt_r10, 56
.set pt_r9,  64
.set pt_r8,  72
.set pt_ax, 80
.set pt_cx, 88
.set pt_dx, 96
.set pt_si, 104
.set pt_di, 112
.set pt_orig_ax, 120
.set pt_ip, 128
.set pt_cs,  136
.set pt_flags, 144
.set pt_sp, 152
.set pt_ss,  160
.set pt_regs_size, 168

.set USER_DS, 0x2b
.set USER_CS, 0x33
.set ENOSYS, 38
.set NR_syscalls, 470
.set IA32_NR_syscalls, 470
.set EFLAGS_RF_TF, 0x10100

# The per-cpu area, at gs while in the kernel. Its first page is the TSS, mapped in the user's page tables too.
.set TSS_sp0, 4                          # the entry stack, which the processor itself takes on an exception
.set TSS_sp2, 20                         # a word to put the user's rsp in
.set pcpu_top_of_stack, 0x1000           # the current task's kernel stack
.set pcpu_user_pcid_flush_mask, 0x1008   # bit n: the user half of PCID n must be flushed on the way out

# CR3 under PTI: the kernel's page tables and the user's are neighbours, told apart by bit 12; their PCIDs by bit 11.
.set CR3_NOFLUSH_BIT, 63
.set PTI_USER_MASK, 0x1800

.macro SWITCH_TO_KERNEL_CR3 scratch
.if PTI
        mov     \scratch, cr3
        bts     \scratch, CR3_NOFLUSH_BIT
        and     \scratch, ~PTI_USER_MASK
        mov     cr3, \scratch
.endif
.endm

# Uses rax beside rdi: both have been saved where it stands.
.macro SWITCH_TO_USER_CR3
.if PTI
        push    rax
        mov     rdi, cr3
        mov     eax, edi
        and     eax, 0x7ff               # the PCID
        btr     gs:[pcpu_user_pcid_flush_mask], rax
        jc      771f                     # its user half is stale: write CR3 without the no-flush bit
        bts     rdi, CR3_NOFLUSH_BIT
771:    or      rdi, PTI_USER_MASK
        pop     rax
        mov     cr3, rdi
.endif
.endm

# Completes pt_regs below orig_ax. Cleared registers give a mispredicted path nothing of the user's to work with.
.macro PUSH_REGS ax
        push    rdx
        push    rcx
        push    \ax
        push    r8
        push    r9
        push    r10
        push    r11
        push    rbx
        push    rbp
        push    r12
        push    r13
        push    r14
        push    r15
.endm

.macro CLEAR_REGS
        xor     edx, edx
        xor     ecx, ecx
        xor     r8d, r8d
        xor     r9d, r9d
        xor     r10d, r10d
        xor     r11d, r11d
        xor     ebx, ebx
        xor     ebp, ebp
        xor     r12d, r12d
        xor     r13d, r13d
        xor     r14d, r14d
        xor     r15d, r15d
.endm

# All but rdi, which the way out still needs.
.macro POP_REGS
        pop     r15
        pop     r14
        pop     r13
        pop     r12
        pop     rbp
        pop     rbx
        pop     r11
        pop     r10
        pop     r9
        pop     r8
        pop     rax
        pop     rcx
        pop     rdx
        pop     rsi
.endm

# ---------------------------------------------------------------------------------------------------------------------
# Entry text: what has to be there while the user's page tables are still, or already, in force.
# ---------------------------------------------------------------------------------------------------------------------
.text
.globl __entry_text_start
__entry_text_start:

# `syscall` comes here: MSR_LSTAR. The processor has put rip in rcx and rflags in r11, loaded CS and SS from MSR_STAR
# and masked rflags with MSR_SYSCALL_MASK, so that interrupts are off; rsp is still the user's.
#   rax number, rdi rsi rdx r10 r8 r9 arguments
.globl entry_SYSCALL_64
entry_SYSCALL_64:
        endbr64
        swapgs                                  # gs is the per-cpu area from here on
        mov     gs:[TSS_sp2], rsp
        SWITCH_TO_KERNEL_CR3 rsp
        mov     rsp, gs:[pcpu_top_of_stack]
        push    USER_DS                         # pt_regs.ss
        push    qword ptr gs:[TSS_sp2]          # pt_regs.sp
        push    r11                             # pt_regs.flags
        push    USER_CS                         # pt_regs.cs
        push    rcx                             # pt_regs.ip
        push    rax                             # pt_regs.orig_ax
        push    rdi
        push    rsi
        PUSH_REGS -ENOSYS
        mov     rdi, rsp
        movsxd  rsi, eax
        CLEAR_REGS
        call    do_syscall_64
        test    al, al
        jz      swapgs_restore_regs_and_return_to_usermode

        # The quick way back: sysretq takes rip from rcx and rflags from r11.
        POP_REGS
        mov     rdi, rsp
        mov     rsp, gs:[TSS_sp0]               # the entry stack: the task's own is not mapped for the user
        push    qword ptr [rdi + pt_sp - pt_di]
        push    qword ptr [rdi]
        SWITCH_TO_USER_CR3
        pop     rdi
        pop     rsp
        swapgs
        sysretq

# The slow way back, from every other entry and from calls that changed more than rax: iretq restores everything.
# rsp = pt_regs on the task's stack.
.globl swapgs_restore_regs_and_return_to_usermode
swapgs_restore_regs_and_return_to_usermode:
        POP_REGS
        mov     rdi, rsp
        mov     rsp, gs:[TSS_sp0]
        push    qword ptr [rdi + pt_ss - pt_di]
        push    qword ptr [rdi + pt_sp - pt_di]
        push    qword ptr [rdi + pt_flags - pt_di]
        push    qword ptr [rdi + pt_cs - pt_di]
        push    qword ptr [rdi + pt_ip - pt_di]
        push    qword ptr [rdi]
        SWITCH_TO_USER_CR3
        pop     rdi
        swapgs
.globl native_irq_return_iret
native_irq_return_iret:
        iretq                                   # faults when the frame is not one a user may have: error_bad_iret

# An exception in kernel mode returns to kernel mode.
restore_regs_and_return_to_kernel:
        POP_REGS
        pop     rdi
        add     rsp, 8                          # orig_ax
        iretq

# What every exception does first. The processor has changed to the entry stack (TSS.sp0) if it came from user mode,
# and pushed ss, sp, flags, cs, ip and for some vectors an error code; the stub has pushed -1 for the others, and
# called. Answers rax = the completed pt_regs: on the task's stack for user mode, in place for kernel mode.
error_entry:
        push    rsi                             # pt_regs.si
        mov     rsi, [rsp + 8]                  # the return address,
        mov     [rsp + 8], rdi                  # which lies where pt_regs.di belongs
        PUSH_REGS rax
        push    rsi
        CLEAR_REGS
        test    byte ptr [rsp + 8 + pt_cs], 3
        jz      .Lerror_kernelspace
        swapgs
        SWITCH_TO_KERNEL_CR3 rax
.Lsync_regs:
        lea     rsi, [rsp + 8]
        mov     rax, gs:[pcpu_top_of_stack]
        sub     rax, pt_regs_size
        mov     rdi, rax
        mov     ecx, pt_regs_size / 8
        rep movsq
        ret
.Lerror_kernelspace:
        lea     rax, [rsp + 8]
        lea     rcx, native_irq_return_iret[rip]
        cmp     rcx, [rax + pt_ip]
        jne     1f
.Lerror_bad_iret:                               # gs and page tables are the user's already
        swapgs
        SWITCH_TO_KERNEL_CR3 rcx
1:      ret

# One stub for each vector. SDM vol. 3, table 6-1, says which push an error code.
.macro idtentry vector name has_error_code gate
.globl \name
\name:
        endbr64
        cld
.if \has_error_code
.else
        push    -1
.endif
        call    error_entry
        mov     rsp, rax
        mov     rdi, rax
        mov     esi, \vector
        mov     eax, \gate
        vmcall
        jmp     error_return
.endm

        idtentry 0,  asm_exc_divide_error,            0, GATE_EXCEPTION
        idtentry 1,  asm_exc_debug,                   0, GATE_EXCEPTION
        idtentry 2,  asm_exc_nmi,                     0, GATE_EXCEPTION
        idtentry 3,  asm_exc_int3,                    0, GATE_EXCEPTION
        idtentry 4,  asm_exc_overflow,                0, GATE_EXCEPTION
        idtentry 5,  asm_exc_bounds,                  0, GATE_EXCEPTION
        idtentry 6,  asm_exc_invalid_op,              0, GATE_EXCEPTION
        idtentry 7,  asm_exc_device_not_available,    0, GATE_EXCEPTION
        idtentry 8,  asm_exc_double_fault,            1, GATE_EXCEPTION
        idtentry 9,  asm_exc_coproc_segment_overrun,  0, GATE_EXCEPTION
        idtentry 10, asm_exc_invalid_tss,             1, GATE_EXCEPTION
        idtentry 11, asm_exc_segment_not_present,     1, GATE_EXCEPTION
        idtentry 12, asm_exc_stack_segment,           1, GATE_EXCEPTION
        idtentry 13, asm_exc_general_protection,      1, GATE_EXCEPTION
        idtentry 14, asm_exc_page_fault,              1, GATE_EXCEPTION
        idtentry 15, asm_exc_spurious_interrupt_bug,  0, GATE_EXCEPTION
        idtentry 16, asm_exc_coprocessor_error,       0, GATE_EXCEPTION
        idtentry 17, asm_exc_alignment_check,         1, GATE_EXCEPTION
        idtentry 18, asm_exc_machine_check,           0, GATE_EXCEPTION
        idtentry 19, asm_exc_simd_coprocessor_error,  0, GATE_EXCEPTION
        idtentry 20, asm_exc_virtualization,          0, GATE_EXCEPTION
        idtentry 21, asm_exc_control_protection,      1, GATE_EXCEPTION
        idtentry 0xec, asm_sysvec_apic_timer_interrupt, 0, GATE_INTERRUPT

# `int 0x80`: 32-bit numbers and arguments, by an interrupt gate that user mode may use.
.globl asm_int80_emulation
asm_int80_emulation:
        endbr64
        cld
        push    -1
        call    error_entry
        mov     rsp, rax
        mov     rdi, rax
        mov     esi, [rdi + pt_ax]
        mov     [rdi + pt_orig_ax], rsi
        mov     qword ptr [rdi + pt_ax], -ENOSYS
        call    do_int80_emulation
error_return:
        test    byte ptr [rsp + pt_cs], 3
        jz      restore_regs_and_return_to_kernel
        jmp     swapgs_restore_regs_and_return_to_usermode

# A new task begins here, as if it came out of a call: rsp = its pt_regs.
.globl ret_from_fork
ret_from_fork:
        jmp     swapgs_restore_regs_and_return_to_usermode

.balign 4096
.globl __entry_text_end
__entry_text_end:

# ---------------------------------------------------------------------------------------------------------------------
# Kernel text: behind the border.
# ---------------------------------------------------------------------------------------------------------------------

# rdi = pt_regs, rsi = the number, sign-extended. Answers al = 1 when sysretq may take the task back.
.globl do_syscall_64
do_syscall_64:
        cmp     rsi, NR_syscalls
        jae     .Lno_such_call
        cmp     rsi, NR_syscalls                # array_index_nospec: a guess beyond the table reads entry 0
        sbb     rdx, rdx
        and     rsi, rdx
        call    qword ptr [sys_call_table + rsi * 8]
.Lsyscall_done:
        # sysretq loads rip from rcx, rflags from r11 and fixed selectors; anything else has to go by iretq. A rip
        # that is not canonical would fault in kernel mode on the user's stack, and TF or RF would be lost.
        mov     rcx, [rsp + 8 + pt_cx]
        cmp     rcx, [rsp + 8 + pt_ip]
        jne     .Lno_sysret
        mov     r11, [rsp + 8 + pt_r11]
        cmp     r11, [rsp + 8 + pt_flags]
        jne     .Lno_sysret
        cmp     qword ptr [rsp + 8 + pt_cs], USER_CS
        jne     .Lno_sysret
        cmp     qword ptr [rsp + 8 + pt_ss], USER_DS
        jne     .Lno_sysret
        shr     rcx, 47                         # only the lower half is the user's
        jnz     .Lno_sysret
        test    r11d, EFLAGS_RF_TF
        jnz     .Lno_sysret
        mov     eax, 1
        ret
.Lno_sysret:
        xor     eax, eax
        ret
.Lno_such_call:
        call    __x64_sys_ni_syscall
        jmp     .Lsyscall_done

# rdi = pt_regs, rsi = the number.
do_int80_emulation:
        cmp     rsi, IA32_NR_syscalls
        jae     __ia32_sys_ni_syscall
        cmp     rsi, IA32_NR_syscalls
        sbb     rdx, rdx
        and     rsi, rdx
        jmp     qword ptr [ia32_sys_call_table + rsi * 8]

# What the tables point to: a function for each call, 16 bytes each, that hands over to its handler.
.macro syscall_stub number gate
        mov     esi, \number
        mov     eax, \gate
        vmcall
        ret
        .balign 16
.endm

.balign 16
.globl __x64_sys_stubs
__x64_sys_stubs:
.set nr, 0
.rept NR_syscalls
        syscall_stub nr, GATE_SYSCALL_64
.set nr, nr + 1
.endr

.globl __x64_sys_ni_syscall
__x64_sys_ni_syscall:
        syscall_stub -1, GATE_SYSCALL_64

.globl __ia32_sys_stubs
__ia32_sys_stubs:
.set nr, 0
.rept IA32_NR_syscalls
        syscall_stub nr, GATE_SYSCALL_32
.set nr, nr + 1
.endr

.globl __ia32_sys_ni_syscall
__ia32_sys_ni_syscall:
        syscall_stub -1, GATE_SYSCALL_32

# ---------------------------------------------------------------------------------------------------------------------
# Read-only data.
# ---------------------------------------------------------------------------------------------------------------------
.balign 4096
.globl __start_rodata
__start_rodata:
.globl sys_call_table
sys_call_table:
.set nr, 0
.rept NR_syscalls
        .quad   __x64_sys_stubs + nr * 16
.set nr, nr + 1
.endr
.globl ia32_sys_call_table
ia32_sys_call_table:
.set nr, 0
.rept IA32_NR_syscalls
        .quad   __ia32_sys_stubs + nr * 16
.set nr, nr + 1
.endr
.balign 4096
.globl __kernel_end
__kernel_end:
