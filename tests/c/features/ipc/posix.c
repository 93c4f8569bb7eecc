// shm_open, named semaphores, message queues of POSIX, memfd_create, a process-shared mutex.
#define _GNU_SOURCE
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
struct shared { pthread_mutex_t lock; int count; sem_t done; };
int main(void) {
  char name[64]; snprintf(name, sizeof name, "/trap-%d", (int)getpid());
  int fd = shm_open(name, O_CREAT | O_RDWR | O_EXCL, 0600);
  ftruncate(fd, sizeof(struct shared));
  struct shared *s = mmap(0, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  pthread_mutexattr_t a; pthread_mutexattr_init(&a); pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&s->lock, &a); sem_init(&s->done, 1, 0);
  for (int i = 0; i < 3; i++) if (fork() == 0) {
    for (int k = 0; k < 100; k++) { pthread_mutex_lock(&s->lock); s->count++; pthread_mutex_unlock(&s->lock); }
    sem_post(&s->done); _exit(0);
  }
  for (int i = 0; i < 3; i++) sem_wait(&s->done);
  while (wait(NULL) > 0) ;
  printf("%d %d\n", s->count, shm_unlink(name));
  sem_t *n = sem_open(name, O_CREAT, 0600, 2); int v; sem_wait(n); sem_getvalue(n, &v);
  printf("%d %d %d\n", v, sem_close(n), sem_unlink(name));
  int m = memfd_create("scratch", 0); write(m, "memory file", 11); char t[12] = ""; pread(m, t, 11, 0); printf("%s\n", t);
  struct mq_attr at = {.mq_maxmsg = 4, .mq_msgsize = 32};
  mqd_t q = mq_open(name, O_CREAT | O_RDWR, 0600, &at);
  if (q != (mqd_t)-1) {
    mq_send(q, "low", 4, 1); mq_send(q, "high", 5, 9);
    unsigned prio; char b[32]; mq_receive(q, b, 32, &prio); printf("%s %u\n", b, prio);
    mq_close(q); mq_unlink(name);
  }
  return 0;
}
