/* What every program here starts with: system calls as they are, without a library between. */
#pragma once
#define _GNU_SOURCE
#include <stddef.h>
#include <stdint.h>
#include <stdarg.h>
#include <errno.h>
#undef errno
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/stat.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <sys/time.h>
#include <time.h>

#pragma GCC diagnostic ignored "-Wunused-function"

static inline long sys6(long n, long a, long b, long c, long d, long e, long f) {
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  long ret;
  __asm__ volatile("syscall" : "=a"(ret) : "0"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
  return ret;
}
#define K_0(n) sys6(n, 0, 0, 0, 0, 0, 0)
#define K_1(n, a) sys6(n, (long)(a), 0, 0, 0, 0, 0)
#define K_2(n, a, b) sys6(n, (long)(a), (long)(b), 0, 0, 0, 0)
#define K_3(n, a, b, c) sys6(n, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define K_4(n, a, b, c, d) sys6(n, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)
#define K_5(n, a, b, c, d, e) sys6(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), 0)
#define K_6(n, a, b, c, d, e, f) sys6(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define PICK(_0, _1, _2, _3, _4, _5, _6, name, ...) name
/* K(write, 1, "x", 1): the call, a negative errno when it fails. */
#define K(name, ...) PICK(_0, ##__VA_ARGS__, K_6, K_5, K_4, K_3, K_2, K_1, K_0)(SYS_##name, ##__VA_ARGS__)
/* R(name, ...): the same, and its answer is printed. Calls inside its arguments are made with K_n. */
#define R(name, ...) answer(#name, PICK(_0, ##__VA_ARGS__, K_6, K_5, K_4, K_3, K_2, K_1, K_0)(SYS_##name, ##__VA_ARGS__))

void *memcpy(void *to, const void *from, size_t n) {
  char *t = to;
  const char *f = from;
  while (n--) *t++ = *f++;
  return to;
}
void *memset(void *to, int c, size_t n) {
  char *t = to;
  while (n--) *t++ = c;
  return to;
}
void *memmove(void *to, const void *from, size_t n) {
  char *t = to;
  const char *f = from;
  if (t <= f) while (n--) *t++ = *f++;
  else while (n--) t[n] = f[n];
  return to;
}
int memcmp(const void *a, const void *b, size_t n) {
  const unsigned char *x = a, *y = b;
  for (; n--; x++, y++) if (*x != *y) return *x - *y;
  return 0;
}
size_t strlen(const char *s) {
  size_t n = 0;
  while (s[n]) n++;
  return n;
}
static int same(const char *a, const char *b) { return strlen(a) == strlen(b) && memcmp(a, b, strlen(a)) == 0; }

static const char *const error_names[] = {
  "0", "EPERM", "ENOENT", "ESRCH", "EINTR", "EIO", "ENXIO", "E2BIG", "ENOEXEC", "EBADF", "ECHILD", "EAGAIN", "ENOMEM",
  "EACCES", "EFAULT", "ENOTBLK", "EBUSY", "EEXIST", "EXDEV", "ENODEV", "ENOTDIR", "EISDIR", "EINVAL", "ENFILE",
  "EMFILE", "ENOTTY", "ETXTBSY", "EFBIG", "ENOSPC", "ESPIPE", "EROFS", "EMLINK", "EPIPE", "EDOM", "ERANGE", "EDEADLK",
  "ENAMETOOLONG", "ENOLCK", "ENOSYS", "ENOTEMPTY", "ELOOP"};

static char *put_number(char *p, unsigned long v, unsigned base, int width, char pad) {
  char digits[24];
  int n = 0;
  do digits[n++] = "0123456789abcdef"[v % base]; while (v /= base);
  while (width-- > n) *p++ = pad;
  while (n) *p++ = digits[--n];
  return p;
}

/* printf of %d %ld %u %lu %x %lx %o %c %s and %e, an errno by name. */
static void say(const char *format, ...) {
  char line[4096], *p = line;
  va_list ap;
  va_start(ap, format);
  for (; *format; format++) {
    if (*format != '%') { *p++ = *format; continue; }
    format++;
    int width = 0, wide = 0;
    char pad = ' ';
    if (*format == '0') pad = '0', format++;
    while (*format >= '0' && *format <= '9') width = width * 10 + *format++ - '0';
    while (*format == 'l') wide = 1, format++;
    switch (*format) {
      case 'd': {
        long v = wide ? va_arg(ap, long) : va_arg(ap, int);
        if (v < 0) *p++ = '-', v = -v;
        p = put_number(p, v, 10, width, pad);
        break;
      }
      case 'u': p = put_number(p, wide ? va_arg(ap, unsigned long) : va_arg(ap, unsigned), 10, width, pad); break;
      case 'x': p = put_number(p, wide ? va_arg(ap, unsigned long) : va_arg(ap, unsigned), 16, width, pad); break;
      case 'o': p = put_number(p, wide ? va_arg(ap, unsigned long) : va_arg(ap, unsigned), 8, width, pad); break;
      case 'c': *p++ = va_arg(ap, int); break;
      case 's': for (const char *s = va_arg(ap, char *); *s; s++) *p++ = *s; break;
      case 'e': {
        long e = -va_arg(ap, long);
        if (e > 0 && e <= 40) for (const char *s = error_names[e]; *s; s++) *p++ = *s;
        else if (e > 0 && e < 4096) *p++ = 'E', p = put_number(p, e, 10, 0, ' ');
        else { if (e > 0) *p++ = '-', e = -e; p = put_number(p, -e, 10, 0, ' '); }
        break;
      }
      default: *p++ = *format;
    }
  }
  va_end(ap);
  K(write, 1, line, p - line);
}

static long answer(const char *name, long value) {
  say("%s: %e\n", name, value);
  return value;
}

static int my_pid(void) { return K(getpid); }
static void raise_me(int sig) { K(kill, my_pid(), sig); }
static void nap(long ms) {
  struct timespec t = {ms / 1000, ms % 1000 * 1000000};
  K(nanosleep, &t, 0);
}
/* Waits until another process sleeps in a call: the state after its name in /proc/PID/stat. */
static void until_asleep(int pid) {
  char path[32] = "/proc/", text[256];
  char *end = put_number(path + 6, pid, 10, 0, 0);
  memcpy(end, "/stat", 6);
  for (;;) {
    long f = K(open, path, O_RDONLY), n = K(read, f, text, sizeof text);
    K(close, f);
    for (long i = 0; i + 2 < n; i++)
      if (text[i] == ')' && text[i + 2] == 'S') return;
    nap(1);
  }
}
static long now_ms(void) {
  struct timespec t;
  K(clock_gettime, CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
static void quit(int status) { K(exit_group, status); __builtin_unreachable(); }

/* The kernel's struct sigaction. */
struct kaction { void *handler; unsigned long flags; void *restorer; unsigned long mask; };
__asm__(".text\n.globl restorer\nrestorer: mov $15, %eax\nsyscall\n");
extern char restorer[];
static long handle(int sig, void *handler, unsigned long flags) {
  struct kaction act = {handler, flags | 0x04000000, restorer, 0};
  return K(rt_sigaction, sig, &act, 0, 8);
}
static long mask_signals(int how, unsigned long set) { return K(rt_sigprocmask, how, &set, 0, 8); }
#define BIT(sig) (1UL << ((sig) - 1))

/* Waits for a child and says how it ended. */
static void reap(int pid) {
  int status = -1;
  long got = K(wait4, pid, &status, 0, 0);
  if (got < 0) say("wait4: %e\n", got);
  else if ((status & 0x7f) == 0) say("child exited %d\n", status >> 8);
  else say("child killed by %d%s\n", status & 0x7f, status & 0x80 ? ", core" : "");
}

/* A thread: clone with pthread_create's flags, on a stack of its own. */
struct thread { int tid; int ended; char *stack; };
__asm__(".text\n.globl clone_thread\nclone_thread:\n"
        "  push %rbx\n  mov %r8, %rbx\n  mov $56, %eax\n  mov %rcx, %r10\n  xor %r8d, %r8d\n"
        "  mov %r9, -8(%rsi)\n  mov %rbx, -16(%rsi)\n  sub $16, %rsi\n"
        "  syscall\n  test %eax, %eax\n  jz 1f\n  pop %rbx\n  ret\n"
        "1: xor %ebp, %ebp\n  pop %rax\n  pop %rdi\n  and $-16, %rsp\n  call *%rax\n  mov $60, %eax\n  xor %edi, %edi\n  syscall\n");
extern long clone_thread(long flags, void *stack, int *parent_tid, int *child_tid, void (*f)(void *), void *arg);
static long spawn(struct thread *t, void (*f)(void *), void *arg) {
  t->stack = (char *)K(mmap, 0, 65536, 3, 0x22, -1, 0);
  t->ended = 1;
  return clone_thread(0x3d0f00 & ~0x80000, t->stack + 65536, &t->tid, &t->ended, f, arg);
}
static void join(struct thread *t) {
  for (int v; (v = __atomic_load_n(&t->ended, __ATOMIC_SEQ_CST)) != 0;) K(futex, &t->ended, 0, v, 0, 0, 0);
}

int main(int argc, char **argv, char **envp);
__asm__(".text\n.globl _start\n_start: mov %rsp, %rdi\n  and $-16, %rsp\n  call start_here\n");
__attribute__((used)) void start_here(long *stack) {
  quit(main((int)stack[0], (char **)(stack + 1), (char **)(stack + 2 + stack[0])));
}
