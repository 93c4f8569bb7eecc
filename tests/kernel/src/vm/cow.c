/* Copy on write over several generations of forks; MADV_DONTFORK and MADV_WIPEONFORK. */
#include "hosted.h"
static unsigned sum(const unsigned char *p, long n) { unsigned s = 0; while (n--) s = s * 17 + *p++; return s; }
int main(void) {
  long n = 64 * 4096;
  unsigned char *p = mmap(0, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  for (long i = 0; i < n; i++) p[i] = i * 7;
  unsigned before = sum(p, n);
  int pipes[2];
  if (pipe(pipes)) return 1;
  for (int depth = 0; depth < 4; depth++) {
    pid_t pid = fork();
    if (pid != 0) {
      int status;
      waitpid(pid, &status, 0);
      if (depth == 0) break;
      _exit(WEXITSTATUS(status) + (sum(p, n) == before ? 0 : 100));
    }
    for (long i = depth * 4096 * 3; i < n; i += 4096 * 5) p[i]++;
    before = sum(p, n);
    if (depth == 3) _exit(1);
  }
  SAY("unchanged %d\n", sum(p, n) == before);
  unsigned char *w = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  w[0] = 5, w[4096] = 6;
  TRY(madvise(w, 4096, MADV_WIPEONFORK));
  TRY(madvise(w + 4096, 4096, MADV_DONTFORK));
  pid_t pid = fork();
  if (pid == 0) {
    SAY("wiped %d\n", w[0]);
    signal(SIGSEGV, SIG_DFL);
    _exit(w[4096]);
  }
  reap(pid);
  SAY("kept %d %d\n", w[0], w[4096]);
  return 0;
}
