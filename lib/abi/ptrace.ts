import { flags, names } from './xlat';

// ptrace(2): linux/ptrace.h, asm/ptrace-abi.h.
export const PTRACE_TRACEME = 0;
export const PTRACE_PEEKTEXT = 1;
export const PTRACE_PEEKDATA = 2;
export const PTRACE_PEEKUSER = 3;
export const PTRACE_POKETEXT = 4;
export const PTRACE_POKEDATA = 5;
export const PTRACE_POKEUSER = 6;
export const PTRACE_CONT = 7;
export const PTRACE_KILL = 8;
export const PTRACE_SINGLESTEP = 9;
export const PTRACE_GETREGS = 12;
export const PTRACE_SETREGS = 13;
export const PTRACE_GETFPREGS = 14;
export const PTRACE_SETFPREGS = 15;
export const PTRACE_ATTACH = 16;
export const PTRACE_DETACH = 17;
export const PTRACE_SYSCALL = 24;
export const PTRACE_ARCH_PRCTL = 30;
export const PTRACE_SYSEMU = 31;
export const PTRACE_SYSEMU_SINGLESTEP = 32;
export const PTRACE_SETOPTIONS = 0x4200;
export const PTRACE_GETEVENTMSG = 0x4201;
export const PTRACE_GETSIGINFO = 0x4202;
export const PTRACE_SETSIGINFO = 0x4203;
export const PTRACE_GETREGSET = 0x4204;
export const PTRACE_SETREGSET = 0x4205;
export const PTRACE_SEIZE = 0x4206;
export const PTRACE_INTERRUPT = 0x4207;
export const PTRACE_LISTEN = 0x4208;
export const PTRACE_PEEKSIGINFO = 0x4209;
export const PTRACE_GETSIGMASK = 0x420a;
export const PTRACE_SETSIGMASK = 0x420b;
export const PTRACE_GET_SYSCALL_INFO = 0x420e;

export const PTRACE_REQUESTS = names('PTRACE_???', {
  PTRACE_TRACEME,
  PTRACE_PEEKTEXT,
  PTRACE_PEEKDATA,
  PTRACE_PEEKUSER,
  PTRACE_POKETEXT,
  PTRACE_POKEDATA,
  PTRACE_POKEUSER,
  PTRACE_CONT,
  PTRACE_KILL,
  PTRACE_SINGLESTEP,
  PTRACE_GETREGS,
  PTRACE_SETREGS,
  PTRACE_GETFPREGS,
  PTRACE_SETFPREGS,
  PTRACE_ATTACH,
  PTRACE_DETACH,
  PTRACE_SYSCALL,
  PTRACE_ARCH_PRCTL,
  PTRACE_SYSEMU,
  PTRACE_SYSEMU_SINGLESTEP,
  PTRACE_SETOPTIONS,
  PTRACE_GETEVENTMSG,
  PTRACE_GETSIGINFO,
  PTRACE_SETSIGINFO,
  PTRACE_GETREGSET,
  PTRACE_SETREGSET,
  PTRACE_SEIZE,
  PTRACE_INTERRUPT,
  PTRACE_LISTEN,
  PTRACE_PEEKSIGINFO,
  PTRACE_GETSIGMASK,
  PTRACE_SETSIGMASK,
  PTRACE_GET_SYSCALL_INFO,
});

export const PTRACE_O_TRACESYSGOOD = 1;
export const PTRACE_O_EXITKILL = 0x100000;
/** Options there are: those of events by their number, and EXITKILL. */
export const PTRACE_O_MASK = 0xff | PTRACE_O_EXITKILL;

/** Events; 1 << event is the option that asks for it. */
export const PTRACE_EVENT_FORK = 1;
export const PTRACE_EVENT_VFORK = 2;
export const PTRACE_EVENT_CLONE = 3;
export const PTRACE_EVENT_EXEC = 4;
export const PTRACE_EVENT_VFORK_DONE = 5;
export const PTRACE_EVENT_EXIT = 6;
export const PTRACE_EVENT_SECCOMP = 7;
export const PTRACE_EVENT_STOP = 128;

export const PTRACE_SYSCALL_INFO_NONE = 0;
export const PTRACE_SYSCALL_INFO_ENTRY = 1;
export const PTRACE_SYSCALL_INFO_EXIT = 2;
export const PTRACE_SYSCALL_INFO_SECCOMP = 3;

/** Register sets: linux/elf.h. */
export const NT_PRSTATUS = 1;
export const NT_PRFPREG = 2;
export const NT_X86_XSTATE = 0x202;
export const REGISTER_SETS = names('NT_???', {
  NT_PRSTATUS,
  NT_FPREGSET: NT_PRFPREG,
  NT_386_TLS: 0x200,
  NT_386_IOPERM: 0x201,
  NT_X86_XSTATE,
});

/** PTRACE_O_ flags as they are told. */
export const PTRACE_OPTIONS = flags('PTRACE_O_???', {
  PTRACE_O_TRACESYSGOOD,
  PTRACE_O_TRACEFORK: 1 << PTRACE_EVENT_FORK,
  PTRACE_O_TRACEVFORK: 1 << PTRACE_EVENT_VFORK,
  PTRACE_O_TRACECLONE: 1 << PTRACE_EVENT_CLONE,
  PTRACE_O_TRACEEXEC: 1 << PTRACE_EVENT_EXEC,
  PTRACE_O_TRACEVFORKDONE: 1 << PTRACE_EVENT_VFORK_DONE,
  PTRACE_O_TRACEEXIT: 1 << PTRACE_EVENT_EXIT,
  PTRACE_O_TRACESECCOMP: 1 << PTRACE_EVENT_SECCOMP,
  PTRACE_O_EXITKILL,
});

/** Words of struct user_regs_struct, in order: sys/user.h. */
export const USER_REGS_NAMES =
  'r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags rsp ss fs_base gs_base ds es fs gs'.split(
    ' ',
  );

/** Where they lie in struct user, as PTRACE_PEEKUSER has it; strace knows them up to ss. */
export const USER_OFFSETS = names(
  '',
  Object.fromEntries(USER_REGS_NAMES.slice(0, 21).map((name, i) => [`8*${name.toUpperCase()}`, i * 8])),
);
