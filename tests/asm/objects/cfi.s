# Every directive about unwinding.
 .cfi_sections .eh_frame, .debug_frame
 .text
f: .cfi_startproc
 push %rbp
 .cfi_def_cfa_offset 16
 .cfi_offset %rbp, -16
 mov %rsp, %rbp
 .cfi_def_cfa_register rbp
 .cfi_remember_state
 sub $300, %rsp
 .skip 70
 .cfi_adjust_cfa_offset 304
 .cfi_rel_offset rbx, 8
 .skip 300
 .cfi_restore rbx
 .cfi_undefined rax, rcx
 .cfi_same_value r12
 .cfi_register r13, r14
 .cfi_val_offset r15, -24
 .cfi_restore_state
 .cfi_escape 0x2e, 0x10
 .skip 70000
 .cfi_def_cfa rsp, 8
 .cfi_offset xmm3, -32
 .cfi_def_cfa_offset -8
 .cfi_offset 70, 8
 ret
 .cfi_endproc
g: .cfi_startproc
 .cfi_personality 0x9b, DW.ref.personality
 .cfi_lsda 0x1b, .Llsda
 nop
 .cfi_signal_frame
 .cfi_endproc
h: .cfi_startproc
 .cfi_personality 3, personality
 .cfi_lsda 3, .Llsda
 nop
 .cfi_endproc
i: .cfi_startproc simple
 .cfi_return_column rax
 nop
 .cfi_window_save
 .cfi_endproc
 .section .text.other,"ax"
j: .cfi_startproc
 .cfi_def_cfa_offset 32
 jmp f
 .cfi_def_cfa_offset 8
 jmp 1f
 .cfi_remember_state
1: .cfi_restore_state
 ret
 .cfi_endproc
 .section .gcc_except_table,"a"
.Llsda: .byte 1
