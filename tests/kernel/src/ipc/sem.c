/* Semaphores: values, waiting, atomic sets of operations, SEM_UNDO, counts of waiters, errors. */
#include "hosted.h"
#include <sys/sem.h>
union semun { int val; struct semid_ds *buf; unsigned short *array; };
static int op(int id, int num, int by, int flags) {
  struct sembuf b = {num, by, flags};
  return semop(id, &b, 1);
}
int main(void) {
  int id = semget(IPC_PRIVATE, 3, 0600);
  struct semid_ds ds;
  unsigned short all[3] = {1, 2, 3};
  TRY(semctl(id, 0, IPC_STAT, (union semun){.buf = &ds}));
  SAY("%lu sems, mode %o, otime %ld\n", ds.sem_nsems, ds.sem_perm.mode, (long)ds.sem_otime);
  TRY(semctl(id, 0, SETALL, (union semun){.array = all}));
  TRY(op(id, 0, -1, 0));
  TRY(op(id, 0, -1, IPC_NOWAIT));
  TRY(op(id, 0, 0, 0));
  TRY(op(id, 1, 0, IPC_NOWAIT));
  TRY(op(id, 5, 1, 0));
  TRY(op(id, 1, 32767, 0));
  TRY(semctl(id, 1, SETVAL, (union semun){.val = 40000}));
  TRY(semctl(id, 7, SETVAL, (union semun){.val = 4}));
  TRY(semctl(id, 1, GETVAL));
  TRY(semctl(id, 7, GETVAL));
  SAY("pid %d\n", semctl(id, 0, GETPID) == getpid());
  struct sembuf both[2] = {{1, -1, 0}, {0, -1, IPC_NOWAIT}};
  TRY(semop(id, both, 2));
  TRY(semctl(id, 1, GETVAL));
  TRY(semop(id, both, 0));
  TRY(semop(id, both, 501));
  TRY(semop(id, (void *)8, 1));
  TRY(semop(-1, both, 1));
  /* A child waits; the parent lets it go on. */
  pid_t child = fork();
  if (child == 0) {
    TRY(op(id, 0, -2, 0));
    _exit(0);
  }
  nap(20);
  SAY("ncnt %d zcnt %d\n", semctl(id, 0, GETNCNT), semctl(id, 0, GETZCNT));
  op(id, 0, 1, 0);
  nap(10);
  SAY("before %d\n", semctl(id, 0, GETVAL));
  op(id, 0, 1, 0);
  reap(child);
  SAY("after %d\n", semctl(id, 0, GETVAL));
  /* What is undone at the end. */
  child = fork();
  if (child == 0) {
    op(id, 2, -2, SEM_UNDO);
    op(id, 1, 5, SEM_UNDO);
    SAY("inside %d %d\n", semctl(id, 2, GETVAL), semctl(id, 1, GETVAL));
    _exit(1);
  }
  reap(child);
  SAY("undone %d %d\n", semctl(id, 2, GETVAL), semctl(id, 1, GETVAL));
  struct sembuf wait = {0, -9, 0};
  long t = now_ms();
  TRY(semtimedop(id, &wait, 1, &(struct timespec){0, 30000000}));
  SAY("waited %d\n", now_ms() - t >= 30);
  TRY(semtimedop(id, &wait, 1, &(struct timespec){0, 1000000000}));
  /* Removed under a waiter. */
  child = fork();
  if (child == 0) {
    TRY(op(id, 0, -2, 0));
    _exit(2);
  }
  nap(20);
  int removed = semctl(id, 0, IPC_RMID);
  reap(child);
  SAY("%d\n", removed);
  TRY(semctl(id, 0, GETVAL));
  TRY(semget(IPC_PRIVATE, 0, 0600));
  TRY(semget(IPC_PRIVATE, 40000, 0600));
  TRY(semget(0x7654321, 1, 0));
  return 0;
}
