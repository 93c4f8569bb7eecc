/* Robust mutexes: owners that die, in the process and in another, and what follows. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SAY(e)                   \
  do {                           \
    int answer = (e);            \
    printf("%s: %d\n", #e, answer); \
  } while (0)

static void make(pthread_mutex_t *m, int type, int shared) {
  pthread_mutexattr_t a;
  int robust = -1;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_settype(&a, type);
  pthread_mutexattr_setpshared(&a, shared);
  int set = pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
  pthread_mutexattr_getrobust(&a, &robust);
  printf("init %d %d\n", set, robust == PTHREAD_MUTEX_ROBUST);
  SAY(pthread_mutex_init(m, &a));
  pthread_mutexattr_destroy(&a);
}

static void *die(void *m) {
  pthread_mutex_lock(m);
  return 0;
}

static void *die_late(void *m) {
  pthread_mutex_lock(m);
  nanosleep(&(struct timespec){0, 50000000}, 0);
  return 0;
}

static void *wait_for(void *m) {
  int got = pthread_mutex_lock(m);
  if (got == 0) pthread_mutex_unlock(m);
  return (void *)(long)got;
}

static void after(void *(*run)(void *), pthread_mutex_t *m) {
  pthread_t t;
  pthread_create(&t, 0, run, m);
  pthread_join(t, 0);
}

int main(void) {
  setvbuf(stdout, 0, _IONBF, 0);
  pthread_mutex_t m, other;
  make(&m, PTHREAD_MUTEX_NORMAL, 0);
  make(&other, PTHREAD_MUTEX_RECURSIVE, 0);
  SAY(pthread_mutex_lock(&m));
  SAY(pthread_mutex_trylock(&m) == EBUSY);
  SAY(pthread_mutex_lock(&other));
  SAY(pthread_mutex_lock(&other));
  SAY(pthread_mutex_unlock(&m));
  SAY(pthread_mutex_unlock(&other));
  SAY(pthread_mutex_unlock(&other));
  SAY(pthread_mutex_unlock(&other) == EPERM);

  after(die, &m);
  SAY(pthread_mutex_lock(&m) == EOWNERDEAD);
  SAY(pthread_mutex_consistent(&m));
  SAY(pthread_mutex_consistent(&m) == EINVAL);
  SAY(pthread_mutex_unlock(&m));
  SAY(pthread_mutex_lock(&m));
  SAY(pthread_mutex_unlock(&m));

  after(die, &m);
  SAY(pthread_mutex_trylock(&m) == EOWNERDEAD);
  SAY(pthread_mutex_unlock(&m));
  SAY(pthread_mutex_lock(&m) == ENOTRECOVERABLE);
  SAY(pthread_mutex_trylock(&m) == ENOTRECOVERABLE);

  /* Waiters are woken by the death. */
  make(&m, PTHREAD_MUTEX_ERRORCHECK, 0);
  pthread_t t;
  pthread_create(&t, 0, die_late, &m);
  nanosleep(&(struct timespec){0, 10000000}, 0);
  SAY(pthread_mutex_lock(&m) == EOWNERDEAD);
  pthread_join(t, 0);
  SAY(pthread_mutex_lock(&m) == EDEADLK);
  pthread_create(&t, 0, wait_for, &m);
  nanosleep(&(struct timespec){0, 20000000}, 0);
  pthread_mutex_unlock(&m);
  void *got;
  pthread_join(t, &got);
  SAY((long)got == ENOTRECOVERABLE);

  pthread_mutex_t *shared = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  make(shared, PTHREAD_MUTEX_NORMAL, 1);
  make(shared + 1, PTHREAD_MUTEX_NORMAL, 1);
  pthread_mutex_lock(shared + 1);
  pid_t child = fork();
  if (child == 0) {
    pthread_mutex_lock(shared);
    _exit(0);
  }
  waitpid(child, 0, 0);
  SAY(pthread_mutex_lock(shared) == EOWNERDEAD);
  SAY(pthread_mutex_consistent(shared));
  SAY(pthread_mutex_unlock(shared));
  SAY(pthread_mutex_unlock(shared + 1));
  SAY(pthread_mutex_lock(shared));
  SAY(pthread_mutex_unlock(shared));
  SAY(pthread_mutex_destroy(shared));
  return 0;
}
