/* Calls with every flag and command that has a name, and with bits that have none: what strace makes of them. */
#include <sys/syscall.h>

static long call(long nr, long a, long b, long c, long d, long e, long f) {
  register long r10 asm("r10") = d;
  register long r8 asm("r8") = e;
  register long r9 asm("r9") = f;
  long result;
  asm volatile("syscall"
               : "=a"(result)
               : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
               : "rcx", "r11", "memory");
  return result;
}
#define PAD(nr, a, b, c, d, e, f, ...) \
  call((long)(nr), (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define SYS(...) PAD(__VA_ARGS__, 0, 0, 0, 0, 0, 0)
#define EACH(i, from, to) for (long i = (from); i < (to); i++)
#define ALL 0xffffffffL
#define CWD -100

static void files(void) {
  EACH(i, 0, 32) SYS(SYS_openat, -1, "x", 1L << i, 0644);
  SYS(SYS_openat, CWD, "x", 0x403043, 0777);
  EACH(i, 0, 45) SYS(SYS_fcntl, -1, i, 0x55);
  EACH(i, 1024, 1042) SYS(SYS_fcntl, -1, i, 5);
  EACH(i, 0, 8) SYS(SYS_lseek, -1, -5, i);
  EACH(i, 0, 8) SYS(SYS_access, "/nonexist", i);
  SYS(SYS_newfstatat, CWD, "nope", 0, ALL);
  SYS(SYS_unlinkat, CWD, "nope", ALL);
  SYS(SYS_linkat, CWD, "nope", -1, "b", ALL);
  SYS(SYS_faccessat2, CWD, "nope", 6, ALL);
  SYS(SYS_statx, CWD, "nope", ALL, ALL, 0);
  SYS(SYS_statx, CWD, "nope", 0x100, 0x7ff, 0);
  SYS(SYS_statx, CWD, "nope", 0x2000, 0xfff, 0);
  SYS(SYS_renameat2, CWD, "nope", CWD, "b", ALL);
  SYS(SYS_fchownat, CWD, "nope", -1, 0, ALL);
  SYS(SYS_execveat, CWD, "nope", 0, 0, ALL);
  SYS(SYS_mknod, "/nonexist/x", 010644, 0x103);
  SYS(SYS_mknod, "/nonexist/x", 020644, 0x103);
  SYS(SYS_chmod, "/nonexist", 07777);
  SYS(SYS_chmod, "/nonexist", 07);
  SYS(SYS_mkdir, "/nonexist/a", 0);
  SYS(SYS_flock, -1, ALL);
  SYS(SYS_fallocate, -1, ALL, 0, 0);
  EACH(i, 0, 7) SYS(SYS_fadvise64, -1, 0, 0, i);
  SYS(SYS_dup3, -1, -1, ALL);
  SYS(SYS_pipe2, 0, ALL);
  SYS(SYS_splice, -1, 0, -1, 0, 0, ALL);
  SYS(SYS_preadv2, -1, 0, 0, 0, 0, ALL);
  EACH(i, 0x5400, 0x5480) SYS(SYS_ioctl, -1, i, 0);
  EACH(i, 1, 5) SYS(SYS_epoll_ctl, -1, i, -1, 0);
}

static void memory(void) {
  SYS(SYS_mmap, 0, 0, ALL, ALL, -1, 0);
  SYS(SYS_mmap, 0, 0, 0, 0, -1, 0);
  SYS(SYS_mmap, 0, 0, 0x11, 0x22 | (21 << 26), -1, 4096);
  SYS(SYS_mprotect, 1, 4096, ALL);
  SYS(SYS_mprotect, 1, 4096, 0x20);
  SYS(SYS_msync, 1, 4096, ALL);
  EACH(i, 0, 105) SYS(SYS_madvise, 1, 4096, i);
  SYS(SYS_mlockall, ALL);
  SYS(SYS_memfd_create, "foo", ALL);
  SYS(SYS_getrandom, 0, 0, ALL);
}

static void tasks(void) {
  SYS(SYS_wait4, -1, 0, ALL, 0);
  EACH(i, 0, 5) SYS(SYS_waitid, i, 0, 0, 0, 0);
  EACH(i, -6, 13) SYS(SYS_clock_getres, i, 0);
  EACH(i, 0, 18) SYS(SYS_getrlimit, i, 0);
  EACH(i, -2, 3) SYS(SYS_getrusage, i, 1);
  EACH(i, 0, 5) SYS(SYS_getitimer, i, 0);
  EACH(i, 0, 8) SYS(SYS_rt_sigprocmask, i, 0, 0, 8);
  EACH(i, 0, 66) SYS(SYS_tgkill, 0x7fffffff, 0x7fffffff, i);
  EACH(i, 0, 16) {
    if (i == 5) continue; /* FUTEX_WAKE_OP, whose last argument strace takes apart */
    SYS(SYS_futex, 0, i, 1, 0, 0, 0);
    SYS(SYS_futex, 0, i | 0x80, 1, 0, 0, -1);
    SYS(SYS_futex, 0, i | 0x100, 1, 0, 0, 0);
  }
  EACH(i, 0, 7) SYS(SYS_sched_get_priority_max, i);
  EACH(i, 0, 4) SYS(SYS_getpriority, i, 0);
  SYS(SYS_rseq, 0, 32, 1, 0x53053053);
  SYS(SYS_socket, 99, 99, 0);
  SYS(SYS_umount2, "/nonexist", ALL);
  SYS(SYS_write, -1, "\0367\0368\0369\036", 7);
  SYS(SYS_io_destroy, 0);
  SYS(9999, 1, 2, 3, 4, 5, 6);
}

/* Arguments that hang on a command. */
static void commands(void) {
  static const short options[] = {1, 2, 3, 7, 8, 9, 13, 19, 20, 21, 23, 25, 26, 27, 29, 30, 31, 32, 33, 36, 37, 39, 40, 41, 42, 47, 52, 53, 57, 58};
  static unsigned actions[] = {0, 0x30000, 0x50000, 0x7ff00000, 0x7fff0000, 0x80000000, 0x12345};
  static int lines = -1, none;
  EACH(i, 0, sizeof options / sizeof *options) {
    SYS(SYS_prctl, options[i], 0, 1, 2, 3);
    SYS(SYS_prctl, options[i], 5, 1, 2, 3);
    SYS(SYS_prctl, options[i], 1, 0, 0, 0);
  }
  SYS(SYS_prctl, 0x53564d41, 0, 0x1000, 4096, "name");
  SYS(SYS_prctl, 0x53564d41, 1, 0x1000, 4096, 0);
  SYS(SYS_prctl, 22, 2, 0);
  SYS(SYS_prctl, 22, 7, 1, 2, 3);
  EACH(i, 0, 7) SYS(SYS_seccomp, 2, 0, &actions[i]);
  EACH(i, 0x8900, 0x8990) SYS(SYS_ioctl, -1, i, 0);
  EACH(i, 0, 0x40) SYS(SYS_ioctl, -1, i, 0);
  EACH(i, 0x1267, 0x126a) SYS(SYS_ioctl, -1, i, 0);
  EACH(i, 0x5416, 0x5419) SYS(SYS_ioctl, -1, i, &lines);
  SYS(SYS_ioctl, -1, 0x5418, &none);
  SYS(SYS_ioctl, -1, 0x5412, "x");
  SYS(SYS_ioctl, -1, 0x80086601, 0);
  SYS(SYS_socketpair, 2, 1, 0, 0);
  SYS(SYS_ftruncate, -1, -5);
  SYS(SYS_truncate, "/nonexist", -1);
  SYS(SYS_fcntl, -1, 0, -1);
  EACH(i, 1, 10) SYS(SYS_ptrace, i, 99999, 0x1000, 15);
  EACH(i, 0, 3) SYS(SYS_ptrace, 3, 99999, 8 * 7 * i, 0);
  EACH(i, 0x4200, 0x420a) if (i != 0x4204 && i != 0x4205 && i != 0x4209) SYS(SYS_ptrace, i, 99999, 0x1000, 0x10013f);
  SYS(SYS_ptrace, 16, 99999, 0, 0), SYS(SYS_ptrace, 17, 99999, 0, 2), SYS(SYS_ptrace, 24, 99999, 0, 77);
  SYS(SYS_ptrace, 12, 99999, 0, 0), SYS(SYS_ptrace, 4711, 99999, 1, 2);
  EACH(i, 0, 5) SYS(SYS_ioprio_set, i, -1, i << 13 | i * 3);
  SYS(SYS_ioprio_get, 1, 0), SYS(SYS_ioprio_get, 3, -1);
  SYS(SYS_shmctl, -1, 0x102, 0), SYS(SYS_msgctl, -1, 0x177, 0), SYS(SYS_memfd_secret, 8);
}

struct msg { void *name; long namelen; void *iov; long iovlen; void *control; long controllen, flags; };

/* Structures of calls that little else makes. */
static void structures(void) {
  static struct { void *base; long length; } iov[] = {{"one", 3}, {"second", 6}}, registers = {0, 216};
  static struct { struct msg header; long length; } many[2];
  static int pair[2], nodes[] = {0, 1, 2}, status[] = {9, 9, 9}, ids[] = {7, 8, 9};
  static long mask[4] = {5, 0, -1L, 1L << 60}, clone[13], flags;
  static void *pages[] = {0, (void *)4096, 0};
  static short termio[9] = {1, 2, 3, 4};
  static char devices[160];
  static struct { long length; void *list; } conf = {160, devices};
  SYS(SYS_socketpair, 1, 2, 0, pair);
  EACH(i, 0, 2) many[i].header.iov = &iov[i], many[i].header.iovlen = 1;
  SYS(SYS_sendmmsg, pair[0], many, 2, 0x40), SYS(SYS_sendmmsg, -1, many, 2, 0), SYS(SYS_sendmmsg, -1, 0, 2, 0);
  SYS(SYS_sendmmsg, -1, many, 0, 0);
  many[0].header.control = mask;
  SYS(SYS_sendmsg, -1, many, 0);
  iov[0].base = iov[1].base = devices;
  SYS(SYS_recvmmsg, pair[1], many, 2, 0x40, 0), SYS(SYS_recvmmsg, pair[1], many, 2, 0x40, 0);
  EACH(i, 0, 6) SYS(SYS_mbind, 4096, 8192, i | i << 13, mask, 64 * i, 1 << i), SYS(SYS_set_mempolicy, 0x100 | i, mask, 1);
  SYS(SYS_get_mempolicy, ids, mask, 1024, 0, 0), SYS(SYS_get_mempolicy, ids, mask, 64, 1, 0xff);
  mask[0] = 5, ids[0] = 7;
  SYS(SYS_migrate_pages, -1, 200, mask, 1);
  SYS(SYS_move_pages, 0, 3, pages, nodes, status, 2), SYS(SYS_move_pages, 0, 2, pages + 1, 0, status, 0);
  SYS(SYS_move_pages, -1, 0, pages, 1, 1, ALL);
  EACH(i, 11, 13) SYS(SYS_syslog, i, 0, 5);
  SYS(SYS_syslog, 0), SYS(SYS_syslog, 1), SYS(SYS_syslog, 3, devices, 0), SYS(SYS_syslog, 9), SYS(SYS_syslog, 10);
  EACH(i, -1, 9) if (i < 1 || i > 7) SYS(SYS_syslog, 8, 0, i);
  EACH(i, 0x5405, 0x5409) SYS(SYS_ioctl, -1, i, termio);
  EACH(i, 0, 32) flags = 1L << i, SYS(SYS_ioctl, -1, 0x40086602, &flags);
  conf.length = 5;
  SYS(SYS_ioctl, -1, 0x8912, &conf), SYS(SYS_ioctl, -1, 0x8912, 0);
  EACH(i, 1, 3) SYS(SYS_ptrace, 0x4205, 99999, i, &registers), SYS(SYS_ptrace, 0x4204, 99999, i, &registers);
  registers.base = mask, registers.length = 16;
  SYS(SYS_ptrace, 0x4205, 99999, 1, &registers), SYS(SYS_ptrace, 0x4204, 99999, 0x202, &registers);
  SYS(SYS_ptrace, 0x4209, 99999, mask, 0), SYS(SYS_ptrace, 15, 99999, 0, devices), SYS(SYS_ptrace, 14, 99999, 0, devices);
  clone[4] = 200, clone[8] = (long)ids, clone[9] = 3;
  for (long size = 60; size < 100; size += 4) SYS(SYS_clone3, clone, size);
  static struct { long data; unsigned key; int rw; short op, prio; int fd; void *buf; long n, off, reserved; int flags, resfd; } request[9];
  static void *list[9];
  EACH(i, 0, 9) {
    request[i].data = i, request[i].op = i, request[i].fd = 3, request[i].buf = i < 7 ? "buffer" : (void *)iov, request[i].n = 2, request[i].off = -i;
    request[i].flags = i & 3, request[i].resfd = i, request[i].prio = i << 13 | i, request[i].rw = 1 << i, list[i] = &request[i];
  }
  iov[0].base = "one";
  SYS(SYS_io_submit, 77, 9, list), SYS(SYS_io_submit, 77, 0, list), SYS(SYS_io_submit, 77, -1, list), SYS(SYS_io_submit, 77, 2, 1);
  SYS(SYS_io_cancel, 0, request + 2, 0), SYS(SYS_io_setup, 0, 0), SYS(SYS_io_getevents, 5, 1, 2, list, 0);
  EACH(i, 0, 32) SYS(SYS_keyctl, 5, 1, 1L << i);
  EACH(i, -10, 3) SYS(SYS_keyctl, 3, i == -3 || i > 0 ? 99999 + i : i - 100), SYS(SYS_add_key, 0, 0, 0, 0, i);
  SYS(SYS_keyctl, 4, 1, -1, 0), SYS(SYS_keyctl, 8, -3, -20), SYS(SYS_keyctl, 10, -77, "user", "none", -1), SYS(SYS_keyctl, 6, 77, devices, 5), SYS(SYS_keyctl, 77, 1, 2, 3, 4);
  SYS(SYS_keyctl, 2, 77, "bytes", 3), SYS(SYS_keyctl, 15, 77, -1), SYS(SYS_request_key, "user", "none", 0, 0);
  clone[9] = 33, clone[12] = 5;
  SYS(SYS_clone3, clone, sizeof clone), SYS(SYS_clone3, clone, 64);
}

void _start(void) {
  files();
  memory();
  tasks();
  commands();
  structures();
  static const short levels[] = {0, 1, 6, 17, 41, 58, 255, 270};
  EACH(l, 0, 8) EACH(i, 0, 90) SYS(SYS_setsockopt, -1, levels[l], i, 0, 0);
  EACH(i, 0, 264) SYS(SYS_socket, 2, 3, i);
  SYS(SYS_exit, 256 + 7);
}
