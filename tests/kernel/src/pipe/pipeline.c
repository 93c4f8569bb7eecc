/* Three processes in a row: what the first writes comes out of the last, and each end closes the next. */
#include "hosted.h"
int main(void) {
  int a[2], b[2];
  if (pipe(a) || pipe(b)) return 1;
  if (fork() == 0) {
    close(a[0]), close(b[0]), close(b[1]);
    for (int i = 0; i < 1000; i++) dprintf(a[1], "line %d\n", i);
    _exit(0);
  }
  if (fork() == 0) {
    close(a[1]), close(b[0]);
    dup2(a[0], 0), dup2(b[1], 1);
    close(a[0]), close(b[1]);
    char line[64];
    while (fgets(line, sizeof line, stdin)) if (strstr(line, "7")) fputs(line, stdout);
    fflush(stdout);
    _exit(0);
  }
  close(a[0]), close(a[1]), close(b[1]);
  char buffer[512];
  long total = 0, sum = 0;
  for (long n; (n = read(b[0], buffer, sizeof buffer)) > 0; total += n) for (int i = 0; i < n; i++) sum = sum * 31 + buffer[i];
  SAY("%ld bytes, %ld\n", total, sum);
  while (wait(0) > 0);
  return 0;
}
