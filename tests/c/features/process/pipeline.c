// A pipeline of three processes by hand: pipe, dup2, close-on-exec; here the words of a text are counted.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  int a[2], b[2], c[2];
  pipe2(a, O_CLOEXEC); pipe2(b, O_CLOEXEC); pipe2(c, O_CLOEXEC);
  if (fork() == 0) { dup2(a[0], 0); dup2(b[1], 1); execlp("sort", "sort", NULL); _exit(127); }
  if (fork() == 0) { dup2(b[0], 0); dup2(c[1], 1); execlp("uniq", "uniq", NULL); _exit(127); }
  close(a[0]); close(b[0]); close(b[1]); close(c[1]);
  const char *words[] = {"pear", "apple", "fig", "apple", "pear", "kiwi"};
  FILE *to = fdopen(a[1], "w");
  for (int i = 0; i < 6; i++) fprintf(to, "%s\n", words[i]);
  fclose(to);
  FILE *from = fdopen(c[0], "r");
  char line[64];
  int n = 0;
  while (fgets(line, sizeof line, from)) printf("%d %s", ++n, line);
  fclose(from);
  int st, bad = 0;
  while (wait(&st) > 0) bad |= st;
  printf("%d\n", bad);
  printf("%d\n", fcntl(0, F_GETFD));
  return 0;
}
