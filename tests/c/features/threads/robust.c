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

static void make(pthread_mutex_t *m, int type, int shared) {
  pthread_mutexattr_t a;
  int robust = -1;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_settype(&a, type);
  pthread_mutexattr_setpshared(&a, shared);
  int set = pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
  pthread_mutexattr_getrobust(&a, &robust);
  printf("init %d %d %d\n", pthread_mutex_init(m, &a), set, robust == PTHREAD_MUTEX_ROBUST);
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
  printf("%d %d\n", pthread_mutex_lock(&m), pthread_mutex_trylock(&m) == EBUSY);
  printf("%d %d\n", pthread_mutex_lock(&other), pthread_mutex_lock(&other));
  printf("%d %d %d %d\n", pthread_mutex_unlock(&m), pthread_mutex_unlock(&other), pthread_mutex_unlock(&other),
         pthread_mutex_unlock(&other) == EPERM);

  after(die, &m);
  printf("died: %d\n", pthread_mutex_lock(&m) == EOWNERDEAD);
  printf("mended: %d\n", pthread_mutex_consistent(&m));
  printf("again: %d\n", pthread_mutex_consistent(&m) == EINVAL);
  printf("%d %d %d\n", pthread_mutex_unlock(&m), pthread_mutex_lock(&m), pthread_mutex_unlock(&m));

  after(die, &m);
  printf("died: %d\n", pthread_mutex_trylock(&m) == EOWNERDEAD);
  printf("not mended: %d\n", pthread_mutex_unlock(&m));
  printf("lost: %d %d\n", pthread_mutex_lock(&m) == ENOTRECOVERABLE, pthread_mutex_trylock(&m) == ENOTRECOVERABLE);

  /* Waiters are woken by the death. */
  make(&m, PTHREAD_MUTEX_ERRORCHECK, 0);
  pthread_t t;
  pthread_create(&t, 0, die_late, &m);
  nanosleep(&(struct timespec){0, 10000000}, 0);
  printf("woken: %d\n", pthread_mutex_lock(&m) == EOWNERDEAD);
  pthread_join(t, 0);
  printf("deadlock: %d\n", pthread_mutex_lock(&m) == EDEADLK);
  pthread_t waiters[3];
  for (int i = 0; i < 3; i++) pthread_create(&waiters[i], 0, wait_for, &m);
  nanosleep(&(struct timespec){0, 20000000}, 0);
  pthread_mutex_unlock(&m);
  for (int i = 0; i < 3; i++) {
    void *got;
    pthread_join(waiters[i], &got);
    printf("waiter: %d\n", (long)got == ENOTRECOVERABLE);
  }

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
  printf("child died: %d\n", pthread_mutex_lock(shared) == EOWNERDEAD);
  printf("%d %d\n", pthread_mutex_consistent(shared), pthread_mutex_unlock(shared));
  printf("own: %d\n", pthread_mutex_unlock(shared + 1));
  printf("%d %d\n", pthread_mutex_lock(shared), pthread_mutex_unlock(shared));
  printf("%d\n", pthread_mutex_destroy(shared));
  return 0;
}
