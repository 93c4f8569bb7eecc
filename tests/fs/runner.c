// Makes the system calls of a script on the real kernel and prints what they answer.
//
// A script on standard input is a sequence of records of little-endian 64-bit words:
//   nr arg0 .. arg5            a call
//   -1 addr length bytes       bytes put at addr
//   -2 addr length             bytes at addr are printed
// The answers go to standard output: eight bytes a call, then bytes as they were asked for. Descriptors 0 to 2 are
// closed before the first call, so that the script starts with an empty table.
//
// runner DIRECTORY UID locks itself into DIRECTORY (chroot) and works in its folder w, as user UID. Scripts rename and
// remove whatever they reach, so without the lock nothing is run.
#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BASE 0x10000000
#define SIZE 0x40000

int main(int argc, char **argv) {
  size_t room = 1 << 24, length = 0;
  char *script = malloc(room);
  for (ssize_t n; (n = read(0, script + length, room - length)) > 0;) length += n;
  int out = dup2(1, 1000);
  if (argc != 3 || chroot(argv[1]) != 0 || chdir("/w") != 0) return 2;
  int uid = atoi(argv[2]);
  if (uid != 0 && (setgroups(0, 0) || setresgid(uid, uid, uid) || setresuid(uid, uid, uid))) return 3;
  char *arena = mmap((void *)BASE, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  if (arena != (void *)BASE) return 4;
  memset(arena, 0, SIZE);
  char *answers = malloc(room), *end = answers;
  signal(SIGPIPE, SIG_IGN);
  setrlimit(RLIMIT_NOFILE, &(struct rlimit){1024, 1024});
  umask(022);
  close_range(0, 999, 0);
  close_range(1001, ~0U, 0);
  for (char *at = script; at < script + length;) {
    int64_t *w = (int64_t *)at;
    if (w[0] == -1) {
      memcpy((void *)w[1], w + 3, w[2]);
      at += 24 + w[2];
    } else if (w[0] == -2) {
      memcpy(end, (void *)w[1], w[2]);
      end += w[2];
      at += 24;
    } else {
      long r = syscall(w[0], w[1], w[2], w[3], w[4], w[5], w[6]);
      int64_t answer = r == -1 ? -errno : r;
      memcpy(end, &answer, 8);
      end += 8;
      at += 56;
    }
  }
  for (char *p = answers; p < end;) {
    ssize_t n = write(out, p, end - p);
    if (n <= 0) return 5;
    p += n;
  }
  return 0;
}
