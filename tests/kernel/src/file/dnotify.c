// What happens in a directory, told by signals: F_NOTIFY of fcntl.
#include "hosted.h"

#include <poll.h>

static volatile int count, from, band;
static void told(int sig, siginfo_t *info, void *context) {
  count++;
  from = sig == SIGIO ? -1 : info->si_fd;
  band = sig == SIGIO ? 0 : (int)info->si_band;
}
static void show(const char *what) {
  SAY("%s: %d signals, descriptor %d, band %x\n", what, count, from, band);
  count = from = band = 0;
}

int main(void) {
  struct sigaction action = {.sa_sigaction = told, .sa_flags = SA_SIGINFO | SA_RESTART};
  sigaction(SIGIO, &action, 0);
  sigaction(SIGRTMIN, &action, 0);
  mkdir("watched", 0700), mkdir("other", 0700);
  int fd = open("watched", O_RDONLY), file = open("other/file", O_CREAT | O_RDWR, 0600);
  TRY(fcntl(file, F_NOTIFY, DN_CREATE));
  TRY(fcntl(99, F_NOTIFY, DN_CREATE));
  TRY(fcntl(fd, F_NOTIFY, 0));
  TRY(fcntl(fd, F_NOTIFY, DN_CREATE));
  int made = open("watched/one", O_CREAT | O_RDWR, 0600);
  show("created");
  close(open("watched/two", O_CREAT | O_RDWR, 0600));
  show("once alone");
  TRY(fcntl(fd, F_SETSIG, SIGRTMIN));
  TRY(fcntl(fd, F_NOTIFY, DN_MULTISHOT | DN_CREATE | DN_DELETE | DN_MODIFY | DN_ATTRIB | DN_RENAME));
  mkdir("watched/dir", 0700);
  show("directory");
  write(made, "x", 1);
  show("written");
  char byte;
  pread(made, &byte, 1, 0);
  show("read");
  TRY(fcntl(fd, F_NOTIFY, DN_MULTISHOT | DN_ACCESS));
  pread(made, &byte, 1, 0);
  show("read, asked for too");
  fchmod(made, 0644);
  show("mode");
  rename("other/file", "watched/file");
  show("moved in");
  unlink("watched/two");
  show("removed");
  TRY(fcntl(fd, F_NOTIFY, 0));
  unlink("watched/file");
  show("no more");
  TRY(fcntl(fd, F_NOTIFY, DN_MULTISHOT | DN_CREATE));
  SAY("owner %d\n", fcntl(fd, F_GETOWN) == getpid());
  int copy = dup(fd);
  close(fd);
  close(open("watched/three", O_CREAT | O_RDWR, 0600));
  show("descriptor closed, file open");
  close(copy);
  close(open("watched/four", O_CREAT | O_RDWR, 0600));
  show("closed");
  return 0;
}
