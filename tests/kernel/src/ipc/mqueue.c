/* POSIX message queues: priorities, limits, blocking, timeouts, notification, polling. */
#include "hosted.h"
#include <mqueue.h>
#include <poll.h>
static void on(int sig, siginfo_t *si, void *uc) {
  SAY("told: code %d value %d pid %d\n", si->si_code, si->si_value.sival_int, si->si_pid == getpid());
}
int main(void) {
  struct mq_attr a = {.mq_maxmsg = 3, .mq_msgsize = 16}, got;
  mq_unlink("/trapdoor-test");
  TRY(mq_open("/trapdoor-test", O_RDWR) == -1);
  mqd_t q = mq_open("/trapdoor-test", O_RDWR | O_CREAT, 0600, &a);
  TRY(mq_open("/trapdoor-test", O_RDWR | O_CREAT | O_EXCL, 0600, &a));
  TRY(mq_open("no-slash", O_RDWR));
  TRY(mq_open("/a/b", O_RDWR | O_CREAT, 0600, 0));
  TRY(mq_open("/", O_RDWR | O_CREAT, 0600, 0));
  a.mq_maxmsg = 0;
  TRY(mq_open("/trapdoor-other", O_RDWR | O_CREAT, 0600, &a));
  TRY(mq_getattr(q, &got));
  SAY("%ld %ld %ld %ld\n", got.mq_flags, got.mq_maxmsg, got.mq_msgsize, got.mq_curmsgs);
  TRY(mq_send(q, "low", 3, 1));
  TRY(mq_send(q, "high", 4, 9));
  TRY(mq_send(q, "low too", 7, 1));
  struct timespec soon;
  clock_gettime(CLOCK_REALTIME, &soon);
  soon.tv_nsec += 20000000;
  if (soon.tv_nsec >= 1000000000) soon.tv_sec++, soon.tv_nsec -= 1000000000;
  TRY(mq_timedsend(q, "full", 4, 1, &soon));
  TRY(mq_send(q, "much too long for it", 20, 1));
  TRY(mq_send(q, "x", 1, 40000));
  char text[32];
  unsigned prio;
  for (int i = 0; i < 3; i++) {
    long n = mq_receive(q, text, sizeof text, &prio);
    SAY("%.*s %u\n", (int)n, text, prio);
  }
  TRY(mq_receive(q, text, 8, 0));
  got.mq_flags = O_NONBLOCK;
  TRY(mq_setattr(q, &got, 0));
  TRY(mq_receive(q, text, sizeof text, 0));
  struct pollfd p = {q, POLLIN | POLLOUT, 0};
  TRY(poll(&p, 1, 0));
  SAY("%x\n", p.revents);
  struct sigaction sa = {.sa_sigaction = on, .sa_flags = SA_SIGINFO};
  sigaction(SIGUSR1, &sa, 0);
  struct sigevent ev = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 42};
  TRY(mq_notify(q, &ev));
  TRY(mq_notify(q, &ev));
  TRY(mq_send(q, "a", 1, 0));
  TRY(mq_send(q, "b", 1, 0));
  TRY(mq_notify(q, 0));
  struct stat st;
  fstat(q, &st);
  SAY("%o %ld\n", st.st_mode, (long)st.st_size);
  memset(text, 0, sizeof text);
  TRY(pread(q, text, 16, 0));
  SAY("%.8s\n", text);
  mqd_t reader = mq_open("/trapdoor-test", O_RDONLY);
  TRY(mq_send(reader, "x", 1, 0));
  while (mq_receive(q, text, sizeof text, 0) >= 0)
    ;
  pid_t child = fork();
  if (child == 0) {
    long n = mq_receive(reader, text, sizeof text, &prio);
    SAY("child got %.*s %u\n", (int)n, text, prio);
    _exit(0);
  }
  nap(20);
  int sent = mq_send(q, "hello", 5, 4);
  reap(child);
  SAY("%d\n", sent);
  TRY(mq_unlink("/trapdoor-test"));
  TRY(mq_unlink("/trapdoor-test"));
  TRY(mq_send(q, "still", 5, 0));
  TRY(mq_close(q));
  TRY(mq_close(q));
  return 0;
}
