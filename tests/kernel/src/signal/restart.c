/* Which calls a handler interrupts, with SA_RESTART and without. */
#include "kernel.h"
#include <poll.h>
#include <sys/select.h>
static int n, fds[2];
static void on(int sig) { n++; }
static void alarm_in(int ms) { struct itimerval t = {{0, 0}, {0, ms * 1000}}; K(setitimer, 0, &t, 0); }
static void writer(int ms) { if (K(fork) == 0) { nap(ms); K(write, fds[1], "x", 1); quit(0); } }
int main(int argc, char **argv, char **envp) {
  char c;
  K(pipe, fds);
  for (int flags = 0; flags <= SA_RESTART; flags += SA_RESTART) {
    say("flags %x\n", flags);
    handle(SIGALRM, on, flags);
    struct pollfd p = {fds[0], POLLIN, 0};
    struct timespec t = {0, 60000000}, left = {9, 9};
    fd_set none = {{0}};
    alarm_in(20); R(nanosleep, &t, &left);
    say("left %d\n", left.tv_nsec > 0 && left.tv_nsec < 60000000);
    alarm_in(20); R(poll, &p, 1, 60);
    alarm_in(20); R(ppoll, &p, 1, &t, 0, 8);
    t.tv_nsec = 60000000;
    alarm_in(20); R(pselect6, 1, &none, 0, 0, &t, 0);
    alarm_in(20); R(pause);
    writer(60); alarm_in(20); R(read, fds[0], &c, 1); nap(50);
    int have = 0; K(ioctl, fds[0], 0x541b, &have); if (have) K(read, fds[0], &c, 1);
    say("waited %d\n", K(wait4, -1, 0, 0, 0) > 0);
    t.tv_nsec = 60000000; t.tv_sec = 0;
    alarm_in(20); R(clock_nanosleep, 1, 0, &t, 0);
    int w = 0;
    alarm_in(20); R(futex, &w, 128, 0, &t, 0, 0);
    unsigned long set = BIT(SIGUSR1);
    alarm_in(20); R(rt_sigtimedwait, &set, 0, &t, 8);
  }
  say("signals %d\n", n);
  return 0;
}
