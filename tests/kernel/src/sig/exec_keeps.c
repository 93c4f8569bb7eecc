/* What exec keeps and what it forgets: descriptors, handlers, masks, directories, timers, pid, umask, nice. */
#include "hosted.h"
static void on(int sig) { }
int main(int argc, char **argv) {
  if (argc > 1) {
    struct sigaction sa;
    sigaction(SIGUSR1, 0, &sa);
    SAY("handler reset %d\n", sa.sa_handler == SIG_DFL);
    sigaction(SIGUSR2, 0, &sa);
    SAY("ignored kept %d\n", sa.sa_handler == SIG_IGN);
    sigaction(SIGCHLD, 0, &sa);
    SAY("SIGCHLD %d\n", sa.sa_handler == SIG_IGN);
    TRY(fcntl(10, F_GETFD));
    TRY(fcntl(11, F_GETFD));
    TRY(fcntl(12, F_GETFD));
    SAY("umask %o\n", umask(0));
    char cwd[100];
    char *d = getcwd(cwd, 100);
    SAY("cwd %s\n", d ? strrchr(d, '/') : "none");
    SAY("same pid %d\n", getpid() == atoi(argv[1]));
    SAY("nice %d\n", nice(0));
    SAY("alarm left %d\n", alarm(0) > 0);
    TRY(timer_delete(0));
    SAY("env %s\n", getenv("ONLY"));
    stack_t s;
    sigaltstack(0, &s);
    SAY("alternate stack %x\n", s.ss_flags);
    return 23;
  }
  mkdir("dir", 0700);
  int fd = open("/dev/null", O_RDONLY);
  dup2(fd, 10), dup3(fd, 11, O_CLOEXEC), dup2(fd, 12), fcntl(12, F_SETFD, FD_CLOEXEC);
  signal(SIGUSR1, on), signal(SIGUSR2, SIG_IGN), signal(SIGCHLD, SIG_IGN);
  umask(051);
  char pid[20];
  sprintf(pid, "%d", getpid());
  if (nice(3) < 0 || chdir("dir")) return 1;
  alarm(50);
  timer_t t;
  timer_create(CLOCK_MONOTONIC, 0, &t);
  static char stack[8192];
  sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, 0);
  fflush(stdout);
  char *env[] = {"ONLY=this", 0}, *args[] = {argv[0], pid, 0};
  TRY(execve("/no/such", args, env));
  TRY(execve("..", args, env));
  TRY(execve("/dev/null", args, env));
  int file = open("plain", O_CREAT | O_WRONLY, 0700);
  if (write(file, "neither\n", 8) != 8) return 1;
  TRY(execve("plain", args, env));
  close(file);
  TRY(execve("plain", args, env));
  TRY(execve("plain/x", args, env));
  execve("/proc/self/exe", args, env);
  return 1;
}
