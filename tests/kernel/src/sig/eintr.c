/* Which calls a handler ends with EINTR, and which SA_RESTART makes go on. */
#include "hosted.h"
#include <poll.h>
#include <sys/select.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <semaphore.h>
static int count;
static void on(int sig) { count++; }
static int p[2];
static void arm(int flags) {
  struct sigaction sa = {.sa_handler = on, .sa_flags = flags};
  sigaction(SIGALRM, &sa, 0);
  count = 0;
  struct itimerval t = {{0, 0}, {0, 15000}};
  setitimer(ITIMER_REAL, &t, 0);
}
#define ALARMED(flags, call)                                                                                 \
  do {                                                                                                       \
    arm(flags);                                                                                              \
    errno = 0;                                                                                               \
    long r = (call);                                                                                         \
    SAY("%s%s: %ld %s, %d\n", #call, flags ? " (restart)" : "", r, r < 0 ? strerrorname_np(errno) : "",      \
        count);                                                                                              \
  } while (0)
/* Something is written after a while, so that a restarted read ends. */
static void later(void) {
  if (fork() == 0) {
    nap(60);
    _exit(write(p[1], "x", 1) == 1 ? 0 : 1);
  }
}
int main(void) {
  char c;
  pipe(p);
  struct pollfd f = {p[0], POLLIN, 0};
  fd_set s;
  struct timeval tv = {0, 50000};
  ALARMED(0, read(p[0], &c, 1));
  later();
  ALARMED(SA_RESTART, read(p[0], &c, 1));
  wait(0);
  ALARMED(0, poll(&f, 1, 50));
  ALARMED(SA_RESTART, poll(&f, 1, 50));
  FD_ZERO(&s);
  FD_SET(p[0], &s);
  ALARMED(SA_RESTART, select(p[0] + 1, &s, 0, 0, &tv));
  int e = epoll_create1(0);
  struct epoll_event ev;
  ALARMED(SA_RESTART, epoll_wait(e, &ev, 1, 50));
  ALARMED(SA_RESTART, pause());
  ALARMED(SA_RESTART, usleep(50000));
  pid_t child = fork();
  if (child == 0) {
    nap(50);
    _exit(0);
  }
  ALARMED(0, waitpid(child, 0, 0) > 0);
  ALARMED(SA_RESTART, waitpid(child, 0, 0) > 0);
  int lock = open("lock", O_CREAT | O_RDWR, 0600);
  child = fork();
  if (child == 0) {
    int own = open("lock", O_RDWR);
    flock(own, LOCK_EX);
    nap(80);
    _exit(0);
  }
  nap(10);
  ALARMED(0, flock(lock, LOCK_EX));
  ALARMED(SA_RESTART, flock(lock, LOCK_EX));
  reap(child);
  flock(lock, LOCK_UN);
  child = fork();
  struct flock fl = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  if (child == 0) {
    fcntl(lock, F_SETLK, &fl);
    nap(80);
    _exit(0);
  }
  nap(10);
  ALARMED(0, fcntl(lock, F_SETLKW, &fl));
  ALARMED(SA_RESTART, fcntl(lock, F_SETLKW, &fl));
  reap(child);
  int id = msgget(IPC_PRIVATE, 0600);
  struct {
    long t;
    char c;
  } m;
  ALARMED(SA_RESTART, msgrcv(id, &m, 1, 0, 0));
  msgctl(id, IPC_RMID, 0);
  sem_t sem;
  sem_init(&sem, 0, 0);
  ALARMED(0, sem_wait(&sem));
  mkfifo("fifo", 0600);
  ALARMED(0, open("fifo", O_RDONLY));
  static char big[70000];
  if (write(p[1], big, 60000) != 60000) return 1;
  ALARMED(0, write(p[1], big, 70000));
  struct timespec t = {0, 50000000}, left = {9, 9};
  ALARMED(SA_RESTART, nanosleep(&t, &left));
  SAY("left %d\n", left.tv_sec == 0 && left.tv_nsec > 0 && left.tv_nsec < 50000000);
  sigset_t none;
  sigemptyset(&none);
  ALARMED(SA_RESTART, sigsuspend(&none));
  ALARMED(SA_RESTART, ppoll(&f, 0, &(struct timespec){0, 50000000}, &none));
  return 0;
}
