/* Signals in a process of many threads: who takes what, pthread_kill, masks of one's own, sigwait in one. */
#include "hosted.h"
#include <pthread.h>
static pthread_t ids[3];
static volatile int got[3], ready;
static int self(void) { for (int i = 0; i < 3; i++) if (pthread_equal(pthread_self(), ids[i])) return i; return -1; }
static void on(int sig) { got[self()]++; }
static void *work(void *arg) {
  long n = (long)arg;
  sigset_t s;
  sigemptyset(&s), sigaddset(&s, SIGUSR1);
  if (n != 2) pthread_sigmask(SIG_BLOCK, &s, 0);
  __atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
  while (ready < 10) nap(2);
  return 0;
}
static void *waiter(void *arg) {
  sigset_t s;
  sigemptyset(&s), sigaddset(&s, SIGTERM);
  int sig;
  for (int i = 0; i < 3; i++) { sigwait(&s, &sig); SAY("waiter got %s\n", sigabbrev_np(sig)); __atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST); }
  return 0;
}
int main(void) {
  sigaction(SIGUSR1, &(struct sigaction){.sa_handler = on}, 0);
  sigaction(SIGUSR2, &(struct sigaction){.sa_handler = on}, 0);
  sigset_t s;
  sigemptyset(&s), sigaddset(&s, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &s, 0);
  ids[0] = pthread_self();
  sigset_t none;
  pthread_create(&ids[1], 0, work, (void *)1L);
  pthread_sigmask(SIG_UNBLOCK, &s, 0);
  pthread_create(&ids[2], 0, work, (void *)2L);
  pthread_sigmask(SIG_BLOCK, &s, &none);
  while (ready < 2) nap(1);
  for (int i = 0; i < 5; i++) { kill(getpid(), SIGUSR1); nap(10); }
  SAY("the one that can: %d %d %d\n", got[0], got[1], got[2]);
  for (int i = 0; i < 3; i++) { pthread_kill(ids[1], SIGUSR2); nap(10); }
  SAY("to one thread: %d\n", got[1]);
  TRY(syscall(SYS_tgkill, getpid(), 999999, SIGUSR1));
  TRY(syscall(SYS_tkill, -1, SIGUSR1));
  ready = 10;
  pthread_join(ids[1], 0), pthread_join(ids[2], 0);
  sigaddset(&s, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &s, 0);
  pthread_t w;
  pthread_create(&w, 0, waiter, 0);
  for (int i = 0; i < 3; i++) { int before = ready; kill(getpid(), SIGTERM); while (ready == before) nap(1); }
  pthread_join(w, 0);
  pid_t pid = fork();
  if (pid == 0) {
    pthread_create(&w, 0, waiter, 0);
    nap(10);
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
  reap(pid);
  pid = fork();
  if (pid == 0) {
    pthread_create(&w, 0, waiter, 0);
    pthread_exit(0);
  }
  nap(20);
  kill(pid, SIGTERM), nap(10), kill(pid, SIGTERM), nap(10), kill(pid, SIGTERM);
  reap(pid);
  return 0;
}
