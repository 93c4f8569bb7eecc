#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/wait.h>
int main(void) {
  int st;
  fflush(stdout);
  if (fork() == 0) {
    close(2);
    assert(1 + 1 == 3);
  }
  wait(&st);
  printf("%d %d\n", WIFSIGNALED(st), WTERMSIG(st) == SIGABRT);
  if (fork() == 0) {
    *(volatile char *)0 = 1;
  }
  wait(&st);
  printf("%d\n", WTERMSIG(st));
  if (fork() == 0) __builtin_trap();
  wait(&st);
  printf("%d\n", WTERMSIG(st) == SIGILL);
  if (fork() == 0) exit(300);
  wait(&st);
  printf("%d\n", WEXITSTATUS(st));
  if (fork() == 0) {
    volatile int x = 0;
    return 1 % x;
  }
  wait(&st);
  printf("%d\n", WTERMSIG(st) == SIGFPE);
  quick_exit(9);
}
