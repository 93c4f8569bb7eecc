// A miniature shell: words, pipes, redirections, && and ||, exit statuses; it runs a script of its own.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
static int run_pipeline(char *line) {
  char *stages[8], *save;
  int n = 0, in = -1, status = 0;
  pid_t last = -1;
  for (char *s = strtok_r(line, "|", &save); s && n < 8; s = strtok_r(NULL, "|", &save)) stages[n++] = s;
  for (int i = 0; i < n; i++) {
    char *argv[16], *out = NULL, *from = NULL, *t;
    int argc = 0, append = 0, p[2] = {-1, -1};
    for (char *w = strtok_r(stages[i], " ", &t); w; w = strtok_r(NULL, " ", &t)) {
      if (!strcmp(w, ">"))
        out = strtok_r(NULL, " ", &t);
      else if (!strcmp(w, ">>"))
        out = strtok_r(NULL, " ", &t), append = 1;
      else if (!strcmp(w, "<"))
        from = strtok_r(NULL, " ", &t);
      else
        argv[argc++] = w;
    }
    argv[argc] = NULL;
    if (!argc) return 2;
    if (!strcmp(argv[0], "cd")) return chdir(argv[1]) != 0;
    if (i + 1 < n && pipe(p)) return 1;
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
      if (in >= 0) dup2(in, 0);
      if (p[1] >= 0) dup2(p[1], 1), close(p[0]);
      if (from) {
        int fd = open(from, O_RDONLY);
        if (fd < 0) _exit(1);
        dup2(fd, 0);
      }
      if (out) dup2(open(out, O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0644), 1);
      execvp(argv[0], argv);
      _exit(127);
    }
    if (in >= 0) close(in);
    if (p[1] >= 0) close(p[1]);
    in = p[0];
    last = pid;
  }
  for (pid_t p; (p = wait(&status)) > 0;)
    if (p == last) last = WIFEXITED(status) ? -WEXITSTATUS(status) - 1 : -129 - WTERMSIG(status);
  return -last - 1;
}
static int run(const char *text) {
  char line[128];
  strcpy(line, text);
  int status = 0, want = 1;
  char *p = line;
  while (p) {
    char *a = strstr(p, "&&"), *o = strstr(p, "||"), *e = !a ? o : !o ? a : a < o ? a : o;
    int op = e ? *e : 0;
    if (e) {
      *e = 0;
      e += 2;
    }
    if (want) status = run_pipeline(p);
    want = op == '&' ? status == 0 : status != 0;
    p = e;
  }
  return status;
}
int main(void) {
  const char *script[] = {"echo hello world",
                          "echo one > f && echo two >> f && cat f",
                          "cat < f | sort | head -n 1",
                          "false || echo fell through",
                          "false && echo not printed",
                          "nosuchcommand",
                          "sh -c exit",
                          "seq 5 | tail -n 2 | tr 0-9 a-j",
                          "cat < missing",
                          "true && false || echo both"};
  for (int i = 0; i < 10; i++) {
    int s = run(script[i]);
    printf("%d\n", s);
    fflush(stdout);
  }
  unlink("f");
  return 0;
}
