// POSIX aio: reads and writes that go on beside the program, waiting for them, lists, signals.
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static volatile sig_atomic_t told, value;
static void handler(int sig, siginfo_t *info, void *context) {
  (void)sig, (void)context;
  if (info->si_code == SI_ASYNCIO) value = info->si_value.sival_int;
  told++;
}
static void await(struct aiocb *r) {
  const struct aiocb *list[] = {r, NULL};
  while (aio_error(r) == EINPROGRESS) aio_suspend(list, 2, NULL);
}
int main(void) {
  int fd = open("data", O_RDWR | O_CREAT | O_TRUNC, 0600);
  char text[] = "asynchronous", back[32] = "";
  struct aiocb w = {.aio_fildes = fd, .aio_buf = text, .aio_nbytes = 12, .aio_offset = 5};
  printf("%d ", aio_write(&w));
  await(&w);
  printf("%d %zd\n", aio_error(&w), aio_return(&w));
  struct sigaction a = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_RESTART};
  sigaction(SIGUSR1, &a, NULL);
  struct aiocb r = {.aio_fildes = fd, .aio_buf = back, .aio_nbytes = 20, .aio_offset = 5};
  r.aio_sigevent.sigev_notify = SIGEV_SIGNAL;
  r.aio_sigevent.sigev_signo = SIGUSR1;
  r.aio_sigevent.sigev_value.sival_int = 42;
  aio_read(&r);
  await(&r);
  while (!told) usleep(1000);
  printf("%zd %s %d %d\n", aio_return(&r), back, told, value);
  struct aiocb parts[3];
  struct aiocb *list[4] = {&parts[0], NULL, &parts[1], &parts[2]};
  memset(parts, 0, sizeof parts);
  for (int i = 0; i < 3; i++) {
    parts[i].aio_fildes = fd;
    parts[i].aio_lio_opcode = LIO_WRITE;
    parts[i].aio_buf = &"abc"[i];
    parts[i].aio_nbytes = 1;
    parts[i].aio_offset = i;
  }
  printf("%d", lio_listio(LIO_WAIT, list, 4, NULL));
  for (int i = 0; i < 3; i++) printf(" %zd", aio_return(&parts[i]));
  struct aiocb s = {.aio_fildes = fd};
  aio_fsync(O_SYNC, &s);
  await(&s);
  memset(back, 0, sizeof back);
  printf(" %d %zd ", aio_error(&s), pread(fd, back, 4, 0));
  printf("%.3s %d\n", back, aio_cancel(fd, NULL) == AIO_ALLDONE);
  struct aiocb bad = {.aio_fildes = 99};
  int answer = aio_read(&bad);
  if (answer == 0) {
    await(&bad);
    errno = aio_error(&bad);
  }
  printf("%s\n", strerror(errno));
  return 0;
}
