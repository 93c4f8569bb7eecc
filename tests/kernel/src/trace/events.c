/* Events: fork, vfork, clone, exec and exit, and the children that are traced from their start. */
#include "hosted.h"
#include <sys/ptrace.h>
#include <pthread.h>
static void *thread(void *arg) { return arg; }
static int grandchild(void) {
  pid_t p = vfork();
  if (p == 0) _exit(5);
  int s;
  waitpid(p, &s, 0);
  return WEXITSTATUS(s);
}
int main(int argc, char **argv) {
  if (argc > 1) return 4;
  pid_t pid = fork();
  if (pid == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    pid_t p = fork();
    if (p == 0) _exit(3);
    waitpid(p, 0, 0);
    grandchild();
    pthread_t t;
    pthread_create(&t, 0, thread, 0);
    pthread_join(t, 0);
    execl("/proc/self/exe", argv[0], "again", (char *)0);
    _exit(9);
  }
  int status;
  waitpid(pid, &status, 0);
  TRY(ptrace(PTRACE_SETOPTIONS, pid, 0,
             PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC |
                 PTRACE_O_TRACEVFORKDONE | PTRACE_O_TRACEEXIT));
  TRY(ptrace(PTRACE_SETOPTIONS, pid, 0, 0x7fff0000));
  ptrace(PTRACE_CONT, pid, 0, 0);
  static const char *names[] = {"", "fork", "vfork", "clone", "exec", "vfork done", "exit"};
  int last = 0, order = 0;
  pid_t known[8] = {pid};
  char log[2][64][64];
  int counts[2] = {0, 0};
  for (;;) {
    pid_t p = waitpid(-1, &status, __WALL);
    if (p < 0) break;
    int who = 0;
    while (who < last + 1 && known[who] != p) who++;
    int child = who != 0;
    char *line = log[child][counts[child]++];
    long sig = 0;
    if (WIFEXITED(status))
      sprintf(line, "%s exited %d", child ? "child" : "first", WEXITSTATUS(status));
    else if (WIFSTOPPED(status)) {
      int event = status >> 16;
      unsigned long message = 0;
      ptrace(PTRACE_GETEVENTMSG, p, 0, &message);
      if (event && event <= 3) {
        known[++last] = message;
        message = 1;
      }
      if (event == 5) message = message == (unsigned)known[last];
      if (event == 4) message = message == (unsigned)p;
      if (event)
        sprintf(line, "%s event %s %lu", child ? "child" : "first", names[event], message);
      else {
        sprintf(line, "%s signal %d", child ? "child" : "first", WSTOPSIG(status));
        if (!child || WSTOPSIG(status) != SIGSTOP) sig = WSTOPSIG(status);
      }
      ptrace(PTRACE_CONT, p, 0, sig);
    }
    order++;
  }
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < counts[c]; i++) SAY("%s\n", log[c][i]);
  SAY("%s\n", strerrorname_np(errno));
  return 0;
}
