/* What other users may do with segments, sets and queues. */
#include "hosted.h"
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
int main(void) {
  int shm = shmget(0x5150, 100, IPC_CREAT | 0640), sem = semget(0x5150, 1, IPC_CREAT | 0600), msg = msgget(0x5150, IPC_CREAT | 0622);
  struct shmid_ds ds;
  struct msqid_ds mds;
  struct message { long type; char text[8]; } m = {1, "hi"};
  if (fork() == 0) {
    if (setgid(1000) || setuid(1000)) _exit(9);
    TRY(shmget(0x5150, 0, 0400));
    TRY(shmget(0x5150, 0, 0) == shm);
    TRY(shmat(shm, 0, SHM_RDONLY));
    TRY(shmctl(shm, IPC_STAT, &ds));
    TRY(shmctl(shm, IPC_RMID, 0));
    TRY(semctl(sem, 0, GETVAL));
    TRY(semctl(sem, 0, SETVAL, 1));
    struct sembuf b = {0, 1, 0};
    TRY(semop(sem, &b, 1));
    TRY(msgsnd(msg, &m, 2, 0));
    TRY(msgrcv(msg, &m, 8, 0, IPC_NOWAIT));
    TRY(msgctl(msg, IPC_STAT, &mds));
    _exit(0);
  }
  wait(0);
  shmctl(shm, IPC_STAT, &ds);
  ds.shm_perm.uid = 1000;
  ds.shm_perm.mode = 0400;
  TRY(shmctl(shm, IPC_SET, &ds));
  shmctl(shm, IPC_STAT, &ds);
  SAY("%o uid %d cuid %d\n", ds.shm_perm.mode, ds.shm_perm.uid, ds.shm_perm.cuid);
  if (fork() == 0) {
    if (setgid(1000) || setuid(1000)) _exit(9);
    SAY("%d\n", shmat(shm, 0, SHM_RDONLY) != (void *)-1);
    TRY(shmat(shm, 0, 0));
    TRY(shmctl(shm, IPC_RMID, 0));
    _exit(0);
  }
  wait(0);
  TRY(shmctl(shm, IPC_STAT, &ds));
  TRY(semctl(sem, 0, IPC_RMID));
  TRY(msgctl(msg, IPC_RMID, 0));
  return 0;
}
