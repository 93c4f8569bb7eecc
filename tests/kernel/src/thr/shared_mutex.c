/* Mutexes and semaphores in memory that processes share, robust ones whose owner dies, priority inheritance. */
#include "hosted.h"
#include <pthread.h>
#include <semaphore.h>
struct shared { pthread_mutex_t m, robust, pi; pthread_cond_t c; sem_t s; int turn, count; };
int main(void) {
  struct shared *s = mmap(0, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t a;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&s->m, &a);
  pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&s->robust, &a);
  pthread_mutexattr_init(&a);
  pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setprotocol(&a, PTHREAD_PRIO_INHERIT);
  pthread_mutex_init(&s->pi, &a);
  pthread_condattr_t ca;
  pthread_condattr_init(&ca);
  pthread_condattr_setpshared(&ca, PTHREAD_PROCESS_SHARED);
  pthread_cond_init(&s->c, &ca);
  sem_init(&s->s, 1, 0);
  for (int p = 0; p < 4; p++)
    if (fork() == 0) {
      for (int i = 0; i < 500; i++) {
        pthread_mutex_lock(i % 2 ? &s->m : &s->pi);
        if (i % 2) s->count++;
        pthread_mutex_unlock(i % 2 ? &s->m : &s->pi);
      }
      pthread_mutex_lock(&s->m);
      while (s->turn != p) pthread_cond_wait(&s->c, &s->m);
      SAY("turn of %d\n", p);
      s->turn++;
      pthread_cond_broadcast(&s->c);
      pthread_mutex_unlock(&s->m);
      sem_post(&s->s);
      _exit(0);
    }
  for (int i = 0; i < 4; i++) sem_wait(&s->s);
  while (wait(0) > 0);
  int value;
  sem_getvalue(&s->s, &value);
  SAY("count %d, semaphore %d\n", s->count, value);
  pid_t pid = fork();
  if (pid == 0) { pthread_mutex_lock(&s->robust); _exit(0); }
  reap(pid);
  SAY("lock: %s\n", strerrorname_np(pthread_mutex_lock(&s->robust)));
  pthread_mutex_consistent(&s->robust);
  pthread_mutex_unlock(&s->robust);
  SAY("then: %d\n", pthread_mutex_lock(&s->robust));
  pthread_mutex_unlock(&s->robust);
  pid = fork();
  if (pid == 0) { pthread_mutex_lock(&s->robust); _exit(0); }
  reap(pid);
  pthread_mutex_lock(&s->robust);
  pthread_mutex_unlock(&s->robust);
  SAY("not made consistent: %s\n", strerrorname_np(pthread_mutex_lock(&s->robust)));
  sem_t *named = sem_open("/trapdoor-sem", O_CREAT | O_EXCL, 0600, 2);
  SAY("named %d\n", named != SEM_FAILED);
  sem_wait(named), sem_wait(named);
  TRY(sem_trywait(named));
  TRY(sem_unlink("/trapdoor-sem"));
  TRY(sem_unlink("/trapdoor-sem"));
  return 0;
}
