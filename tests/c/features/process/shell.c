#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>
#include <fcntl.h>
static int run(char *line) {
  char *stages[8];
  int n = 0, in = 0, st = 0;
  for (char *s = strtok(line, "|"); s; s = strtok(0, "|")) stages[n++] = s;
  pid_t last = 0;
  for (int i = 0; i < n; i++) {
    int p[2] = {0, 1};
    if (i < n - 1) pipe(p);
    fflush(stdout);
    if (!(last = fork())) {
      char *av[16], *save, *out = strchr(stages[i], '>');
      int k = 0;
      if (out) {
        *out++ = 0;
        out += strspn(out, " ");
        int fd = open(out, O_CREAT | O_WRONLY | O_TRUNC, 0644);
        dup2(fd, 1);
      }
      for (char *w = strtok_r(stages[i], " ", &save); w; w = strtok_r(0, " ", &save)) av[k++] = w;
      av[k] = 0;
      dup2(in, 0);
      if (p[1] != 1) {
        dup2(p[1], 1);
        close(p[0]);
      }
      execvp(av[0], av);
      _exit(127);
    }
    if (p[1] != 1) close(p[1]);
    if (in) close(in);
    in = p[0];
  }
  pid_t w;
  int r;
  while ((w = wait(&r)) > 0)
    if (w == last) st = r;
  return WEXITSTATUS(st);
}
int main(void) {
  char a[] = "echo b a c | tr \" \" x | cat", b[] = "seq 5 | tail -n 2", c[] = "echo text > out.txt",
       d[] = "cat out.txt", e[] = "false", f[] = "no_such_command";
  printf("%d\n", run(a));
  printf("%d\n", run(b));
  printf("%d\n", run(c));
  printf("%d\n", run(d));
  printf("%d\n", run(e));
  printf("%d\n", run(f));
}
