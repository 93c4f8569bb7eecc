/* C11 7.14, POSIX <signal.h>, signal(7). */
#ifndef _SIGNAL_H
#define _SIGNAL_H

#include <features.h>
#include <stddef.h>
#include <bits/types.h>
#include <bits/sigset.h>
#include <bits/timespec.h>
#include <bits/pthreadtypes.h>
typedef __pid_t pid_t;
typedef __uid_t uid_t;
typedef int sig_atomic_t;
typedef void (*sighandler_t)(int);
typedef void (*__sighandler_t)(int);
typedef void (*sig_t)(int);

#define SIGINT 2
#define SIGILL 4
#define SIGABRT 6
#define SIGFPE 8
#define SIGSEGV 11
#define SIGTERM 15
#define SIGHUP 1
#define SIGQUIT 3
#define SIGTRAP 5
#define SIGKILL 9
#define SIGPIPE 13
#define SIGALRM 14
#define SIGIO 29
#define SIGIOT 6
#define SIGCLD 17
#define SIGSTKFLT 16
#define SIGPWR 30
#define SIGBUS 7
#define SIGSYS 31
#define SIGURG 23
#define SIGSTOP 19
#define SIGTSTP 20
#define SIGCONT 18
#define SIGCHLD 17
#define SIGTTIN 21
#define SIGTTOU 22
#define SIGPOLL 29
#define SIGXFSZ 25
#define SIGXCPU 24
#define SIGVTALRM 26
#define SIGPROF 27
#define SIGUSR1 10
#define SIGUSR2 12
#define SIGWINCH 28
#define SIGRTMIN 34
#define SIGRTMAX 64
#define NSIG 65
#define _NSIG 65
#define SIG_ERR ((void (*)(int))-1)
#define SIG_DFL ((void (*)(int))0)
#define SIG_IGN ((void (*)(int))1)
#define SIG_BLOCK 0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2
#define SA_NOCLDSTOP 0x1
#define SA_NOCLDWAIT 0x2
#define SA_SIGINFO 0x4
#define SA_ONSTACK 0x8000000
#define SA_RESTART 0x10000000
#define SA_NODEFER 0x40000000
#define SA_RESETHAND 0x80000000
#define SA_INTERRUPT 0x20000000
#define SA_NOMASK 0x40000000
#define SA_ONESHOT 0x80000000
#define SA_STACK 0x8000000
#define SS_ONSTACK 1
#define SS_DISABLE 2
#define MINSIGSTKSZ 2048
#define SIGSTKSZ 8192

union sigval {
  int sival_int;
  void *sival_ptr;
};
typedef union sigval sigval_t;
typedef struct {
  int si_signo, si_errno, si_code, __pad0;
  union {
    int __pad[28];
    struct {
      pid_t __pid;
      uid_t __uid;
      union {
        sigval_t __value;
        struct {
          int __status;
          long __utime, __stime;
        } __child;
      } __more;
    } __sender;
    struct {
      int __tid, __overrun;
      sigval_t __value;
    } __timer;
    struct {
      void *__addr;
      short __addr_lsb;
      void *__lower, *__upper;
    } __fault;
    struct {
      long __band;
      int __fd;
    } __poll;
    struct {
      void *__call_addr;
      int __syscall;
      unsigned __arch;
    } __sys;
  } __u;
} siginfo_t;
#define si_pid __u.__sender.__pid
#define si_uid __u.__sender.__uid
#define si_value __u.__sender.__more.__value
#define si_int si_value.sival_int
#define si_ptr si_value.sival_ptr
#define si_status __u.__sender.__more.__child.__status
#define si_utime __u.__sender.__more.__child.__utime
#define si_stime __u.__sender.__more.__child.__stime
#define si_timerid __u.__timer.__tid
#define si_overrun __u.__timer.__overrun
#define si_addr __u.__fault.__addr
#define si_addr_lsb __u.__fault.__addr_lsb
#define si_band __u.__poll.__band
#define si_fd __u.__poll.__fd
#define si_call_addr __u.__sys.__call_addr
#define si_syscall __u.__sys.__syscall
#define si_arch __u.__sys.__arch
#define SI_USER 0
#define SI_KERNEL 128
#define SI_QUEUE (-1)
#define SI_TIMER (-2)
#define SI_MESGQ (-3)
#define SI_ASYNCIO (-4)
#define SI_SIGIO (-5)
#define SI_TKILL (-6)
#define ILL_ILLOPC 1
#define ILL_ILLOPN 2
#define ILL_ILLADR 3
#define ILL_ILLTRP 4
#define ILL_PRVOPC 5
#define ILL_PRVREG 6
#define ILL_COPROC 7
#define ILL_BADSTK 8
#define FPE_INTDIV 1
#define FPE_INTOVF 2
#define FPE_FLTDIV 3
#define FPE_FLTOVF 4
#define FPE_FLTUND 5
#define FPE_FLTRES 6
#define FPE_FLTINV 7
#define FPE_FLTSUB 8
#define SEGV_MAPERR 1
#define SEGV_ACCERR 2
#define BUS_ADRALN 1
#define BUS_ADRERR 2
#define BUS_OBJERR 3
#define TRAP_BRKPT 1
#define TRAP_TRACE 2
#define CLD_EXITED 1
#define CLD_KILLED 2
#define CLD_DUMPED 3
#define CLD_TRAPPED 4
#define CLD_STOPPED 5
#define CLD_CONTINUED 6
#define POLL_IN 1
#define POLL_OUT 2
#define POLL_MSG 3
#define POLL_ERR 4
#define POLL_PRI 5
#define POLL_HUP 6

struct sigaction {
  union {
    void (*sa_handler)(int);
    void (*sa_sigaction)(int, siginfo_t *, void *);
  } __handler;
  sigset_t sa_mask;
  int sa_flags;
  void (*sa_restorer)(void);
};
#define sa_handler __handler.sa_handler
#define sa_sigaction __handler.sa_sigaction
typedef struct {
  void *ss_sp;
  int ss_flags;
  size_t ss_size;
} stack_t;
struct sigevent {
  sigval_t sigev_value;
  int sigev_signo, sigev_notify;
  union {
    int __pad[12];
    int __tid;
    struct {
      void (*__function)(sigval_t);
      pthread_attr_t *__attributes;
    } __notify;
  } __u;
};
#define sigev_notify_function __u.__notify.__function
#define sigev_notify_attributes __u.__notify.__attributes
#define sigev_notify_thread_id __u.__tid
#define SIGEV_SIGNAL 0
#define SIGEV_NONE 1
#define SIGEV_THREAD 2
#define SIGEV_THREAD_ID 4

/* The frame of a handler: arch/x86/include/uapi/asm/sigcontext.h, in glibc's names. */
typedef long long greg_t;
typedef greg_t gregset_t[23];
enum {
  REG_R8, REG_R9, REG_R10, REG_R11, REG_R12, REG_R13, REG_R14, REG_R15, REG_RDI, REG_RSI, REG_RBP, REG_RBX, REG_RDX,
  REG_RAX, REG_RCX, REG_RSP, REG_RIP, REG_EFL, REG_CSGSFS, REG_ERR, REG_TRAPNO, REG_OLDMASK, REG_CR2
};
typedef struct _libc_fpstate {
  unsigned short cwd, swd, ftw, fop;
  unsigned long rip, rdp;
  unsigned mxcsr, mxcr_mask;
  struct {
    unsigned short significand[4], exponent, __pad[3];
  } _st[8];
  struct {
    unsigned element[4];
  } _xmm[16];
  unsigned __pad[24];
} *fpregset_t;
typedef struct {
  gregset_t gregs;
  fpregset_t fpregs;
  unsigned long long __reserved[8];
} mcontext_t;
typedef struct ucontext_t {
  unsigned long uc_flags;
  struct ucontext_t *uc_link;
  stack_t uc_stack;
  mcontext_t uc_mcontext;
  sigset_t uc_sigmask;
  struct _libc_fpstate __fpregs;
  unsigned long long __ssp[4];
} ucontext_t;

void (*signal(int, void (*)(int)))(int);
int raise(int);
int kill(pid_t, int);
int killpg(pid_t, int);
int sigaction(int, const struct sigaction *__restrict, struct sigaction *__restrict);
int sigprocmask(int, const sigset_t *__restrict, sigset_t *__restrict);
int pthread_sigmask(int, const sigset_t *__restrict, sigset_t *__restrict);
int pthread_kill(pthread_t, int);
int sigpending(sigset_t *);
int sigsuspend(const sigset_t *);
int sigwait(const sigset_t *__restrict, int *__restrict);
int sigwaitinfo(const sigset_t *__restrict, siginfo_t *__restrict);
int sigtimedwait(const sigset_t *__restrict, siginfo_t *__restrict, const struct timespec *__restrict);
int sigqueue(pid_t, int, const union sigval);
int sigaltstack(const stack_t *__restrict, stack_t *__restrict);
int sigemptyset(sigset_t *);
int sigfillset(sigset_t *);
int sigaddset(sigset_t *, int);
int sigdelset(sigset_t *, int);
int sigismember(const sigset_t *, int);
int siginterrupt(int, int);
void psignal(int, const char *);
void psiginfo(const siginfo_t *, const char *);
#ifdef __USE_GNU
int sigisemptyset(const sigset_t *);
int sigorset(sigset_t *, const sigset_t *, const sigset_t *);
int sigandset(sigset_t *, const sigset_t *, const sigset_t *);
int tgkill(pid_t, pid_t, int);
#endif
/* As System V and BSD had them. */
#define SIG_HOLD ((void (*)(int))2)
#define sigmask(sig) (1 << ((sig)-1))
int sighold(int);
int sigrelse(int);
int sigignore(int);
int sigpause(int);
void (*sigset(int, void (*)(int)))(int);
void (*bsd_signal(int, void (*)(int)))(int);
void (*sysv_signal(int, void (*)(int)))(int);
int sigblock(int);
int sigsetmask(int);
int siggetmask(void);

#endif
