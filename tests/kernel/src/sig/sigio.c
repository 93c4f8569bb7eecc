// Signals about files: O_ASYNC, FIOASYNC, F_SETOWN and F_SETSIG of fcntl(2).
#include "hosted.h"
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static volatile int hits, code, fd_told;
static volatile long band;
static void on(int signo, siginfo_t *info, void *context) {
  hits++, code = info->si_code, band = info->si_band, fd_told = info->si_fd;
}
static void told(const char *what) {
  SAY("%s: %d signals\n", what, hits);
  hits = 0;
}
static void full(const char *what, int fd) {
  SAY("%s: %d signals, code %d, band %lx, fd %s\n", what, hits, code, band, fd_told == fd ? "right" : "wrong");
  hits = 0;
}

int main(void) {
  int pair[2], ends[2], on_ = 1, off = 0;
  struct sigaction action = {.sa_sigaction = on, .sa_flags = SA_SIGINFO};
  sigaction(SIGIO, &action, 0), sigaction(SIGRTMIN + 1, &action, 0);
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  TRY(ioctl(pair[0], FIOASYNC, &on_));
  SAY("flags %x\n", fcntl(pair[0], F_GETFL) & (O_ASYNC | O_NONBLOCK));
  if (write(pair[1], "a", 1) == 1) told("nobody owns it");
  TRY(fcntl(pair[0], F_GETOWN));
  TRY(fcntl(pair[0], F_SETOWN, getpid()));
  SAY("own %d\n", fcntl(pair[0], F_GETOWN) == getpid());
  if (write(pair[1], "a", 1) == 1) told("socket");
  char c[8];
  if (read(pair[0], c, 8) == 2) told("read");
  TRY(fcntl(pair[0], F_GETSIG));
  TRY(fcntl(pair[0], F_SETSIG, SIGRTMIN + 1));
  SAY("sig %d\n", fcntl(pair[0], F_GETSIG) == SIGRTMIN + 1);
  if (write(pair[1], "b", 1) == 1) full("queued", pair[0]);
  if (read(pair[0], c, 8) == 1) told("read");
  TRY(fcntl(pair[0], F_SETFL, O_NONBLOCK));
  if (write(pair[1], "c", 1) == 1) told("off");
  TRY(fcntl(pair[0], F_SETFL, O_ASYNC));
  close(pair[1]);
  full("hung up", pair[0]);
  close(pair[0]);

  if (pipe(ends)) return 1;
  TRY(fcntl(ends[0], F_SETOWN, -getpgrp()));
  SAY("group %d\n", fcntl(ends[0], F_GETOWN) == -getpgrp());
  struct f_owner_ex owner = {F_OWNER_TID, gettid()}, seen;
  TRY(fcntl(ends[0], F_SETOWN_EX, &owner));
  TRY(fcntl(ends[0], F_GETOWN_EX, &seen));
  SAY("thread %d %d\n", seen.type, seen.pid == gettid());
  TRY(fcntl(ends[0], F_SETSIG, SIGRTMIN + 1));
  TRY(fcntl(ends[0], F_SETFL, O_ASYNC));
  if (write(ends[1], "a", 1) == 1) full("pipe", ends[0]);
  if (write(ends[1], "a", 1) == 1) full("pipe again", ends[0]);
  TRY(ioctl(ends[0], FIOASYNC, &off));
  if (write(ends[1], "a", 1) == 1) told("pipe off");
  TRY(fcntl(ends[0], F_SETSIG, 65));
  TRY(fcntl(ends[0], F_SETSIG, -1));
  TRY(fcntl(ends[0], F_SETOWN, 4000000));
  owner.type = 3;
  TRY(fcntl(ends[0], F_SETOWN_EX, &owner));
  TRY(fcntl(ends[0], F_SETOWN, 0));
  TRY(fcntl(ends[0], F_GETOWN));

  int watch = inotify_init1(0), event = eventfd(0, 0), file = open("/proc/self/stat", O_RDONLY);
  inotify_add_watch(watch, "/", IN_OPEN);
  TRY(fcntl(watch, F_SETOWN, getpid()));
  TRY(fcntl(watch, F_SETFL, O_ASYNC));
  close(open("/", O_RDONLY));
  SAY("inotify %d\n", hits > 0);
  TRY(ioctl(event, FIOASYNC, &on_));
  TRY(ioctl(file, FIOASYNC, &on_));
  TRY(ioctl(file, FIOASYNC, &off));
  TRY(fcntl(event, F_SETFL, O_ASYNC));
  SAY("flags %x\n", fcntl(event, F_GETFL) & O_ASYNC);
  return 0;
}
