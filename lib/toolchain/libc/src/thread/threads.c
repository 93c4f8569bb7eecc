/* C11 7.26, over POSIX threads. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <threads.h>

static int answer(int error) {
  return !error ? thrd_success : error == EBUSY ? thrd_busy : error == ETIMEDOUT ? thrd_timedout
         : error == ENOMEM ? thrd_nomem : thrd_error;
}

struct start {
  thrd_start_t f;
  void *arg;
};

static void *run(void *p) {
  struct start s = *(struct start *)p;
  free(p);
  return (void *)(intptr_t)s.f(s.arg);
}

int thrd_create(thrd_t *to, thrd_start_t f, void *arg) {
  struct start *s = malloc(sizeof *s);
  if (!s) return thrd_nomem;
  s->f = f;
  s->arg = arg;
  int error = pthread_create(to, 0, run, s);
  if (error) free(s);
  return answer(error == EAGAIN ? ENOMEM : error);
}

int thrd_join(thrd_t t, int *result) {
  void *r;
  int error = pthread_join(t, &r);
  if (!error && result) *result = (int)(intptr_t)r;
  return answer(error);
}

int thrd_detach(thrd_t t) { return answer(pthread_detach(t)); }
thrd_t thrd_current(void) { return pthread_self(); }
int thrd_equal(thrd_t a, thrd_t b) { return a == b; }
void thrd_yield(void) { sched_yield(); }
_Noreturn void thrd_exit(int result) { pthread_exit((void *)(intptr_t)result); }

int thrd_sleep(const struct timespec *wait, struct timespec *left) {
  int error = clock_nanosleep(CLOCK_REALTIME, 0, wait, left);
  return !error ? 0 : error == EINTR ? -1 : -2;
}

int mtx_init(mtx_t *m, int type) {
  pthread_mutexattr_t a;
  pthread_mutexattr_init(&a);
  if (type & mtx_recursive) pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
  return answer(pthread_mutex_init(m, &a));
}

int mtx_lock(mtx_t *m) { return answer(pthread_mutex_lock(m)); }
int mtx_timedlock(mtx_t *restrict m, const struct timespec *restrict until) {
  return answer(pthread_mutex_timedlock(m, until));
}
int mtx_trylock(mtx_t *m) { return answer(pthread_mutex_trylock(m)); }
int mtx_unlock(mtx_t *m) { return answer(pthread_mutex_unlock(m)); }
void mtx_destroy(mtx_t *m) { pthread_mutex_destroy(m); }
int cnd_init(cnd_t *c) { return answer(pthread_cond_init(c, 0)); }
int cnd_signal(cnd_t *c) { return answer(pthread_cond_signal(c)); }
int cnd_broadcast(cnd_t *c) { return answer(pthread_cond_broadcast(c)); }
int cnd_wait(cnd_t *c, mtx_t *m) { return answer(pthread_cond_wait(c, m)); }
int cnd_timedwait(cnd_t *restrict c, mtx_t *restrict m, const struct timespec *restrict until) {
  return answer(pthread_cond_timedwait(c, m, until));
}
void cnd_destroy(cnd_t *c) { pthread_cond_destroy(c); }
int tss_create(tss_t *to, tss_dtor_t destroy) { return answer(pthread_key_create(to, destroy)); }
void tss_delete(tss_t key) { pthread_key_delete(key); }
void *tss_get(tss_t key) { return pthread_getspecific(key); }
int tss_set(tss_t key, void *value) { return answer(pthread_setspecific(key, value)); }
void call_once(once_flag *once, void (*f)(void)) { pthread_once(once, f); }
