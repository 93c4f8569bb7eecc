/* The `syscall` instruction: number in rax, arguments in rdi rsi rdx r10 r8 r9, rcx and r11 lost
   (System V ABI AMD64, appendix A.2.1). raw(read, fd, ...) gives the kernel's answer, call(read, fd, ...) sets errno. */
#ifndef INTERNAL_SYSCALL_H
#define INTERNAL_SYSCALL_H

#include <errno.h>
#include <sys/syscall.h>

static inline long __syscall0(long n) {
  long answer;
  __asm__ volatile("syscall" : "=a"(answer) : "a"(n) : "rcx", "r11", "memory");
  return answer;
}

static inline long __syscall1(long n, long a) {
  long answer;
  __asm__ volatile("syscall" : "=a"(answer) : "a"(n), "D"(a) : "rcx", "r11", "memory");
  return answer;
}

static inline long __syscall2(long n, long a, long b) {
  long answer;
  __asm__ volatile("syscall" : "=a"(answer) : "a"(n), "D"(a), "S"(b) : "rcx", "r11", "memory");
  return answer;
}

static inline long __syscall3(long n, long a, long b, long c) {
  long answer;
  __asm__ volatile("syscall" : "=a"(answer) : "a"(n), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return answer;
}

static inline long __syscall4(long n, long a, long b, long c, long d) {
  long answer;
  register long r10 __asm__("r10") = d;
  __asm__ volatile("syscall" : "=a"(answer) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10) : "rcx", "r11", "memory");
  return answer;
}

static inline long __syscall5(long n, long a, long b, long c, long d, long e) {
  long answer;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  __asm__ volatile("syscall"
                   : "=a"(answer)
                   : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                   : "rcx", "r11", "memory");
  return answer;
}

static inline long __syscall6(long n, long a, long b, long c, long d, long e, long f) {
  long answer;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "=a"(answer)
                   : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return answer;
}

/* An answer from -4095 to -1 is an error number. */
static inline long __answer(long r) {
  if ((unsigned long)r > -4096UL) {
    errno = (int)-r;
    return -1;
  }
  return r;
}

#define __raw0(n) __syscall0(SYS_##n)
#define __raw1(n, a) __syscall1(SYS_##n, (long)(a))
#define __raw2(n, a, b) __syscall2(SYS_##n, (long)(a), (long)(b))
#define __raw3(n, a, b, c) __syscall3(SYS_##n, (long)(a), (long)(b), (long)(c))
#define __raw4(n, a, b, c, d) __syscall4(SYS_##n, (long)(a), (long)(b), (long)(c), (long)(d))
#define __raw5(n, a, b, c, d, e) __syscall5(SYS_##n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e))
#define __raw6(n, a, b, c, d, e, f) \
  __syscall6(SYS_##n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define __pick(n, a, b, c, d, e, f, which, ...) which
/* These are calls here, whatever <bits/large_file.h> makes of the names. */
#undef pread64
#undef prlimit64
#undef pwrite64
#define raw(...) \
  __pick(__VA_ARGS__, __raw6, __raw5, __raw4, __raw3, __raw2, __raw1, __raw0, 0)(__VA_ARGS__)
#define call(...) __answer(raw(__VA_ARGS__))

#endif
