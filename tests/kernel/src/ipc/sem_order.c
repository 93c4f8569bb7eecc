/* Who waits first goes on first, and a signal ends a wait with EINTR whatever SA_RESTART says. */
#include "hosted.h"
#include <sys/sem.h>
static void on(int sig) { }
int main(void) {
  int id = semget(IPC_PRIVATE, 2, 0600), p[2];
  if (pipe(p)) return 1;
  for (int i = 0; i < 4; i++) {
    if (fork() == 0) {
      struct sembuf b = {0, -1, 0};
      semop(id, &b, 1);
      char c = '0' + i;
      if (write(p[1], &c, 1) != 1) _exit(1);
      _exit(0);
    }
    nap(15);
  }
  SAY("waiting %d\n", semctl(id, 0, GETNCNT));
  for (int i = 0; i < 4; i++) {
    struct sembuf b = {0, 1, 0};
    semop(id, &b, 1);
    char c;
    if (read(p[0], &c, 1) == 1) SAY("%c\n", c);
  }
  while (wait(0) > 0);
  pid_t child = fork();
  if (child == 0) {
    struct sigaction sa = {.sa_handler = on, .sa_flags = SA_RESTART};
    sigaction(SIGUSR1, &sa, 0);
    struct sembuf b = {0, -1, 0};
    TRY(semop(id, &b, 1));
    _exit(0);
  }
  nap(20);
  kill(child, SIGUSR1);
  reap(child);
  SAY("waiting %d\n", semctl(id, 0, GETNCNT));
  /* Zero waiters and takers at once. */
  struct sembuf up = {1, 1, 0};
  semop(id, &up, 1);
  if (fork() == 0) {
    struct sembuf b[2] = {{1, 0, 0}, {1, 2, 0}};
    semop(id, b, 2);
    _exit(0);
  }
  nap(15);
  SAY("zero %d\n", semctl(id, 1, GETZCNT));
  struct sembuf down = {1, -1, 0};
  semop(id, &down, 1);
  wait(0);
  SAY("value %d\n", semctl(id, 1, GETVAL));
  semctl(id, 0, IPC_RMID);
  return 0;
}
