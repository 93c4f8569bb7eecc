/* System V IPC: shmget(2), semget(2), msgget(2), ftok(3). */
#define _GNU_SOURCE
#include <stdarg.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include "../internal/syscall.h"

key_t ftok(const char *path, int id) {
  struct stat st;
  if (stat(path, &st)) return -1;
  return (key_t)((st.st_ino & 0xffff) | (st.st_dev & 0xff) << 16 | (unsigned)(id & 0xff) << 24);
}

int shmget(key_t key, size_t size, int flags) { return (int)call(shmget, key, size, flags); }
void *shmat(int id, const void *at, int flags) { return (void *)call(shmat, id, at, flags); }
int shmdt(const void *at) { return (int)call(shmdt, at); }
int shmctl(int id, int what, struct shmid_ds *buf) { return (int)call(shmctl, id, what, buf); }
int semget(key_t key, int n, int flags) { return (int)call(semget, key, n, flags); }
int semop(int id, struct sembuf *v, size_t n) { return (int)call(semop, id, v, n); }
int semtimedop(int id, struct sembuf *v, size_t n, const struct timespec *timeout) {
  return (int)call(semtimedop, id, v, n, timeout);
}
int semctl(int id, int n, int what, ...) {
  va_list args;
  va_start(args, what);
  long arg = va_arg(args, long);
  va_end(args);
  return (int)call(semctl, id, n, what, arg);
}
int msgget(key_t key, int flags) { return (int)call(msgget, key, flags); }
int msgsnd(int id, const void *m, size_t n, int flags) { return (int)call(msgsnd, id, m, n, flags); }
ssize_t msgrcv(int id, void *m, size_t n, long type, int flags) { return call(msgrcv, id, m, n, type, flags); }
int msgctl(int id, int what, struct msqid_ds *buf) { return (int)call(msgctl, id, what, buf); }
