import { flags, names } from './xlat';

// Signal numbers: signal(7).
export const SIGHUP = 1;
export const SIGINT = 2;
export const SIGQUIT = 3;
export const SIGILL = 4;
export const SIGTRAP = 5;
export const SIGABRT = 6;
export const SIGBUS = 7;
export const SIGFPE = 8;
export const SIGKILL = 9;
export const SIGUSR1 = 10;
export const SIGSEGV = 11;
export const SIGUSR2 = 12;
export const SIGPIPE = 13;
export const SIGALRM = 14;
export const SIGTERM = 15;
export const SIGSTKFLT = 16;
export const SIGCHLD = 17;
export const SIGCONT = 18;
export const SIGSTOP = 19;
export const SIGTSTP = 20;
export const SIGTTIN = 21;
export const SIGTTOU = 22;
export const SIGURG = 23;
export const SIGXCPU = 24;
export const SIGXFSZ = 25;
export const SIGVTALRM = 26;
export const SIGPROF = 27;
export const SIGWINCH = 28;
export const SIGIO = 29;
export const SIGPWR = 30;
export const SIGSYS = 31;
export const SIGRTMIN = 32;
export const NSIG = 64;
/** Named signals; the real-time ones from 32 on print as SIGRTMIN, SIGRT_1, ... */
export const SIGNALS = names('SIG???', {
  SIGHUP,
  SIGINT,
  SIGQUIT,
  SIGILL,
  SIGTRAP,
  SIGABRT,
  SIGBUS,
  SIGFPE,
  SIGKILL,
  SIGUSR1,
  SIGSEGV,
  SIGUSR2,
  SIGPIPE,
  SIGALRM,
  SIGTERM,
  SIGSTKFLT,
  SIGCHLD,
  SIGCONT,
  SIGSTOP,
  SIGTSTP,
  SIGTTIN,
  SIGTTOU,
  SIGURG,
  SIGXCPU,
  SIGXFSZ,
  SIGVTALRM,
  SIGPROF,
  SIGWINCH,
  SIGIO,
  SIGPWR,
  SIGSYS,
  SIGRTMIN,
});

/** Texts of strsignal(3), for "Segmentation fault". */
export const SIGNAL_TEXT: Readonly<Record<number, string>> = {
  [SIGHUP]: 'Hangup',
  [SIGINT]: 'Interrupt',
  [SIGQUIT]: 'Quit',
  [SIGILL]: 'Illegal instruction',
  [SIGTRAP]: 'Trace/breakpoint trap',
  [SIGABRT]: 'Aborted',
  [SIGBUS]: 'Bus error',
  [SIGFPE]: 'Floating point exception',
  [SIGKILL]: 'Killed',
  [SIGUSR1]: 'User defined signal 1',
  [SIGSEGV]: 'Segmentation fault',
  [SIGUSR2]: 'User defined signal 2',
  [SIGPIPE]: 'Broken pipe',
  [SIGALRM]: 'Alarm clock',
  [SIGTERM]: 'Terminated',
  [SIGSTKFLT]: 'Stack fault',
  [SIGCHLD]: 'Child exited',
  [SIGCONT]: 'Continued',
  [SIGSTOP]: 'Stopped (signal)',
  [SIGTSTP]: 'Stopped',
  [SIGTTIN]: 'Stopped (tty input)',
  [SIGTTOU]: 'Stopped (tty output)',
  [SIGURG]: 'Urgent I/O condition',
  [SIGXCPU]: 'CPU time limit exceeded',
  [SIGXFSZ]: 'File size limit exceeded',
  [SIGVTALRM]: 'Virtual timer expired',
  [SIGPROF]: 'Profiling timer expired',
  [SIGWINCH]: 'Window changed',
  [SIGIO]: 'I/O possible',
  [SIGPWR]: 'Power failure',
  [SIGSYS]: 'Bad system call',
};

// sigaction(2), sigprocmask(2), sigaltstack(2).
export const SA_NOCLDSTOP = 1;
export const SA_NOCLDWAIT = 2;
export const SA_SIGINFO = 4;
export const SA_UNSUPPORTED = 0x400;
export const SA_EXPOSE_TAGBITS = 0x800;
export const SA_RESTORER = 0x4000000;
export const SA_ONSTACK = 0x8000000;
export const SA_RESTART = 0x10000000;
export const SA_NODEFER = 0x40000000;
export const SA_RESETHAND = 0x80000000;
export const SA_FLAGS = flags('SA_???', {
  SA_RESTORER,
  SA_ONSTACK,
  SA_RESTART,
  SA_NODEFER,
  SA_RESETHAND,
  SA_NOCLDSTOP,
  SA_NOCLDWAIT,
  SA_SIGINFO,
  SA_UNSUPPORTED,
});
export const SIG_DFL = 0;
export const SIG_IGN = 1;
export const SIGNAL_HANDLERS = names('SIG_???', { SIG_DFL, SIG_IGN });
export const SIG_BLOCK = 0;
export const SIG_UNBLOCK = 1;
export const SIG_SETMASK = 2;
export const SIG_HOW = names('SIG_???', { SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK });
export const SS_ONSTACK = 1;
export const SS_DISABLE = 2;
export const SS_AUTODISARM = 0x80000000;
export const SS_FLAGS = flags('SS_???', { SS_ONSTACK, SS_DISABLE, SS_AUTODISARM });
/** Smallest alternate stack: asm/signal.h. */
export const MINSIGSTKSZ = 0x800;

// si_code: asm-generic/siginfo.h.
export const SI_USER = 0;
export const SI_KERNEL = 0x80;
export const SI_QUEUE = -1;
export const SI_TIMER = -2;
export const SI_MESGQ = -3;
export const SI_ASYNCIO = -4;
export const SI_SIGIO = -5;
export const SI_TKILL = -6;
export const SI_DETHREAD = -7;
export const SI_ASYNCNL = -60;
export const SI_CODES = names('SI_???', {
  SI_USER,
  SI_KERNEL,
  SI_QUEUE,
  SI_TIMER,
  SI_MESGQ,
  SI_ASYNCIO,
  SI_SIGIO,
  SI_TKILL,
  SI_DETHREAD,
  SI_ASYNCNL,
});
export const ILL_ILLOPC = 1;
export const ILL_ILLOPN = 2;
export const ILL_ILLADR = 3;
export const ILL_ILLTRP = 4;
export const ILL_PRVOPC = 5;
export const ILL_PRVREG = 6;
export const ILL_COPROC = 7;
export const ILL_BADSTK = 8;
export const ILL_CODES = names('ILL_???', {
  ILL_ILLOPC,
  ILL_ILLOPN,
  ILL_ILLADR,
  ILL_ILLTRP,
  ILL_PRVOPC,
  ILL_PRVREG,
  ILL_COPROC,
  ILL_BADSTK,
});
export const FPE_INTDIV = 1;
export const FPE_INTOVF = 2;
export const FPE_FLTDIV = 3;
export const FPE_FLTOVF = 4;
export const FPE_FLTUND = 5;
export const FPE_FLTRES = 6;
export const FPE_FLTINV = 7;
export const FPE_FLTSUB = 8;
export const FPE_CODES = names('FPE_???', {
  FPE_INTDIV,
  FPE_INTOVF,
  FPE_FLTDIV,
  FPE_FLTOVF,
  FPE_FLTUND,
  FPE_FLTRES,
  FPE_FLTINV,
  FPE_FLTSUB,
});
export const SEGV_MAPERR = 1;
export const SEGV_ACCERR = 2;
export const SEGV_BNDERR = 3;
export const SEGV_PKUERR = 4;
export const SEGV_CODES = names('SEGV_???', { SEGV_MAPERR, SEGV_ACCERR, SEGV_BNDERR, SEGV_PKUERR });
export const BUS_ADRALN = 1;
export const BUS_ADRERR = 2;
export const BUS_OBJERR = 3;
export const BUS_CODES = names('BUS_???', { BUS_ADRALN, BUS_ADRERR, BUS_OBJERR });
export const TRAP_BRKPT = 1;
export const TRAP_TRACE = 2;
export const TRAP_BRANCH = 3;
export const TRAP_HWBKPT = 4;
export const TRAP_CODES = names('TRAP_???', { TRAP_BRKPT, TRAP_TRACE, TRAP_BRANCH, TRAP_HWBKPT });
export const CLD_EXITED = 1;
export const CLD_KILLED = 2;
export const CLD_DUMPED = 3;
export const CLD_TRAPPED = 4;
export const CLD_STOPPED = 5;
export const CLD_CONTINUED = 6;
export const CLD_CODES = names('CLD_???', {
  CLD_EXITED,
  CLD_KILLED,
  CLD_DUMPED,
  CLD_TRAPPED,
  CLD_STOPPED,
  CLD_CONTINUED,
});
export const POLL_IN = 1;
export const POLL_OUT = 2;
export const POLL_MSG = 3;
export const POLL_ERR = 4;
export const POLL_PRI = 5;
export const POLL_HUP = 6;
export const POLL_CODES = names('POLL_???', { POLL_IN, POLL_OUT, POLL_MSG, POLL_ERR, POLL_PRI, POLL_HUP });
export const SYS_SECCOMP = 1;
export const SYS_USER_DISPATCH = 2;
export const SYS_CODES = names('SYS_???', { SYS_SECCOMP, SYS_USER_DISPATCH });
/** How a timer or a queue notifies: asm-generic/siginfo.h. */
export const SIGEV_SIGNAL = 0;
export const SIGEV_NONE = 1;
export const SIGEV_THREAD = 2;
export const SIGEV_THREAD_ID = 4;
export const SIGEV_NOTIFY = names('SIGEV_???', { SIGEV_SIGNAL, SIGEV_NONE, SIGEV_THREAD, SIGEV_THREAD_ID });
