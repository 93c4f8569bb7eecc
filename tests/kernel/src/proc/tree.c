/* A tree of processes three levels deep: each hears from its children, and counts are added on the way up. */
#include "hosted.h"
static int grow(int depth, int width) {
  if (depth == 0) return 1;
  int total = 1, p[2];
  if (pipe(p)) _exit(100);
  for (int i = 0; i < width; i++) {
    pid_t pid = fork();
    if (pid < 0) _exit(101);
    if (pid == 0) {
      close(p[0]);
      int n = grow(depth - 1, width);
      if (write(p[1], &n, sizeof n) != sizeof n) _exit(102);
      _exit(n & 0xff);
    }
  }
  close(p[1]);
  for (int n; read(p[0], &n, sizeof n) == sizeof n;) total += n;
  close(p[0]);
  for (int i = 0, status; i < width; i++) if (wait(&status) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) > 60) _exit(103);
  return total;
}
int main(void) {
  SAY("%d processes\n", grow(3, 3));
  SAY("left %d\n", (int)wait(0));
  return 0;
}
