// System V shared memory, semaphores and message queues between parent and child.
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>
union semun {
  int val;
};
struct message {
  long type;
  char text[32];
};
static void op(int id, int n) {
  struct sembuf b = {0, n, 0};
  semop(id, &b, 1);
}
int main(void) {
  int shm = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600), sem = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600),
      q = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
  int *p = shmat(shm, NULL, 0);
  semctl(sem, 0, SETVAL, (union semun){.val = 0});
  if (fork() == 0) {
    for (int i = 0; i < 5; i++) p[i] = i * 11;
    op(sem, 2);
    struct message m = {7, "from the child"};
    msgsnd(q, &m, strlen(m.text) + 1, 0);
    m.type = 3;
    strcpy(m.text, "of type three");
    msgsnd(q, &m, strlen(m.text) + 1, 0);
    _exit(0);
  }
  op(sem, -2);
  printf("%d %d %d\n", p[1], p[4], semctl(sem, 0, GETVAL));
  wait(NULL);
  struct message m;
  printf("%zd", msgrcv(q, &m, sizeof m.text, 3, 0));
  printf(" %s\n", m.text);
  printf("%zd", msgrcv(q, &m, sizeof m.text, 0, 0));
  printf(" %ld %s\n", m.type, m.text);
  printf("%zd\n", msgrcv(q, &m, sizeof m.text, 0, IPC_NOWAIT));
  struct shmid_ds ds;
  shmctl(shm, IPC_STAT, &ds);
  printf("%zu %d\n", ds.shm_segsz, (int)ds.shm_nattch);
  printf("%d %d %d %d\n", shmdt(p), shmctl(shm, IPC_RMID, 0), semctl(sem, 0, IPC_RMID),
         msgctl(q, IPC_RMID, 0));
  return 0;
}
