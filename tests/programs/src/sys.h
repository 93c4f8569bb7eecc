/* System calls without a C library, for programs that run alike on Linux and on the lab's machine. */
#ifndef SYS_H
#define SYS_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;
typedef long i64;

static inline long sys6(long nr, long a, long b, long c, long d, long e, long f) {
  long ret;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall"
                   : "=a"(ret)
                   : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return ret;
}

#define sys0(nr) sys6(nr, 0, 0, 0, 0, 0, 0)
#define sys1(nr, a) sys6(nr, (long)(a), 0, 0, 0, 0, 0)
#define sys2(nr, a, b) sys6(nr, (long)(a), (long)(b), 0, 0, 0, 0)
#define sys3(nr, a, b, c) sys6(nr, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define sys4(nr, a, b, c, d) sys6(nr, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)

#define read(fd, buf, n) sys3(0, fd, buf, n)
#define write(fd, buf, n) sys3(1, fd, buf, n)
#define open(path, flags, mode) sys3(2, path, flags, mode)
#define close(fd) sys1(3, fd)
#define stat(path, st) sys2(4, path, st)
#define fstat(fd, st) sys2(5, fd, st)
#define lstat(path, st) sys2(6, path, st)
#define lseek(fd, off, whence) sys3(8, fd, off, whence)
#define mmap(addr, len, prot, flags, fd, off) sys6(9, (long)(addr), (long)(len), prot, flags, fd, off)
#define mprotect(addr, len, prot) sys3(10, addr, len, prot)
#define munmap(addr, len) sys2(11, addr, len)
#define brk(addr) sys1(12, addr)
#define rt_sigaction(sig, act, old) sys4(13, sig, act, old, 8)
#define ioctl(fd, req, arg) sys3(16, fd, req, arg)
#define readv(fd, iov, n) sys3(19, fd, iov, n)
#define writev(fd, iov, n) sys3(20, fd, iov, n)
#define access(path, mode) sys2(21, path, mode)
#define pipe(fds) sys1(22, fds)
#define dup(fd) sys1(32, fd)
#define dup2(from, to) sys2(33, from, to)
#define nanosleep(req, rem) sys2(35, req, rem)
#define setitimer(which, value, old) sys3(38, which, value, old)
#define getpid() sys0(39)
#define fork() sys0(57)
#define execve(path, argv, envp) sys3(59, path, argv, envp)
#define exit(status) do { sys1(60, status); __builtin_unreachable(); } while (0)
#define wait4(pid, status, options, usage) sys4(61, pid, status, options, usage)
#define uname(buf) sys1(63, buf)
#define fcntl(fd, cmd, arg) sys3(72, fd, cmd, arg)
#define gettimeofday(tv, tz) sys2(96, tv, tz)
#define getppid() sys0(110)
#define sigaltstack(ss, old) sys2(131, ss, old)
#define arch_prctl(code, addr) sys2(158, code, addr)
#define time(t) sys1(201, t)
#define set_tid_address(p) sys1(218, p)
#define clock_gettime(clock, ts) sys2(228, clock, ts)
#define exit_group(status) do { sys1(231, status); __builtin_unreachable(); } while (0)
#define openat(dir, path, flags, mode) sys4(257, dir, path, flags, mode)
#define getcpu(cpu, node, unused) sys3(309, cpu, node, unused)
#define getrandom(buf, n, flags) sys3(318, buf, n, flags)

#define O_RDONLY 0
#define O_WRONLY 1
#define O_RDWR 2
#define O_CREAT 0100
#define O_EXCL 0200
#define O_TRUNC 01000
#define O_APPEND 02000
#define O_DIRECTORY 0200000
#define O_CLOEXEC 02000000
#define AT_FDCWD (-100)
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define PROT_NONE 0
#define PROT_READ 1
#define PROT_WRITE 2
#define PROT_EXEC 4
#define MAP_SHARED 1
#define MAP_PRIVATE 2
#define MAP_FIXED 16
#define MAP_ANONYMOUS 32

struct iovec { void *base; u64 len; };
struct timespec { i64 sec, nsec; };
struct stat_buf {
  u64 dev, ino, nlink;
  u32 mode, uid, gid, pad0;
  u64 rdev;
  i64 size, blksize, blocks;
  struct timespec atime, mtime, ctime;
  i64 unused[3];
};

/* gcc emits calls to these four whatever it is told; loops that are not turned back into calls to themselves. */
__attribute__((unused, optimize("no-tree-loop-distribute-patterns"))) void *memset(void *d, int c, u64 n) {
  for (u8 *p = d; n--;) *p++ = (u8)c;
  return d;
}
__attribute__((unused, optimize("no-tree-loop-distribute-patterns"))) void *memcpy(void *d, const void *s, u64 n) {
  u8 *p = d;
  for (const u8 *q = s; n--;) *p++ = *q++;
  return d;
}
__attribute__((unused, optimize("no-tree-loop-distribute-patterns"))) int memcmp(const void *a, const void *b, u64 n) {
  const u8 *p = a, *q = b;
  for (; n--; p++, q++)
    if (*p != *q) return *p - *q;
  return 0;
}
__attribute__((unused)) static u64 strlen(const char *s) {
  u64 n = 0;
  while (s[n]) n++;
  return n;
}

__attribute__((unused)) static void put(const char *s) { write(1, s, strlen(s)); }

/* Prints `name=value` and a newline with one write. */
__attribute__((unused)) static void show(const char *name, i64 value) {
  char line[96], digits[24];
  u64 n = 0, d = 0, v = value < 0 ? -(u64)value : (u64)value;
  while (*name) line[n++] = *name++;
  line[n++] = '=';
  if (value < 0) line[n++] = '-';
  do digits[d++] = (char)('0' + v % 10);
  while (v /= 10);
  while (d) line[n++] = digits[--d];
  line[n++] = '\n';
  write(1, line, n);
}

/* Prints `name=0x...` and a newline with one write. */
__attribute__((unused)) static void show_hex(const char *name, u64 value) {
  char line[96];
  u64 n = 0;
  int shift = 60;
  while (*name) line[n++] = *name++;
  line[n++] = '=';
  line[n++] = '0';
  line[n++] = 'x';
  while (shift > 0 && !(value >> shift)) shift -= 4;
  for (; shift >= 0; shift -= 4) line[n++] = "0123456789abcdef"[value >> shift & 15];
  line[n++] = '\n';
  write(1, line, n);
}

/* A program that includes this defines start(), which gets the stack as the kernel left it: argc, argv, envp, auxv. */
__attribute__((noreturn)) void start(u64 *stack);
__asm__(".globl _start\n_start:\n\txor %ebp,%ebp\n\tmov %rsp,%rdi\n\tand $-16,%rsp\n\tcall start\n");

#endif
