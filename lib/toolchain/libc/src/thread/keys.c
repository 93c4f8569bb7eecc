/* Thread-specific data: POSIX pthread_key_create. */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include "../internal/lock.h"
#include "../internal/thread.h"

static struct {
  int used;
  void (*destroy)(void *);
} keys[KEYS];
static int lock;

int pthread_key_create(pthread_key_t *to, void (*destroy)(void *)) {
  __lock(&lock);
  for (pthread_key_t i = 0; i < KEYS; i++)
    if (!keys[i].used) {
      keys[i].used = 1;
      keys[i].destroy = destroy;
      *to = i;
      __self()->specific[i] = 0;
      __unlock(&lock);
      return 0;
    }
  __unlock(&lock);
  return EAGAIN;
}

int pthread_key_delete(pthread_key_t key) {
  if (key >= KEYS || !keys[key].used) return EINVAL;
  keys[key].used = 0;
  keys[key].destroy = 0;
  return 0;
}

void *pthread_getspecific(pthread_key_t key) { return key < KEYS ? (void *)__self()->specific[key] : 0; }

int pthread_setspecific(pthread_key_t key, const void *value) {
  if (key >= KEYS || !keys[key].used) return EINVAL;
  __self()->specific[key] = value;
  return 0;
}

void __run_key_destructors(struct thread *self) {
  int some = 1;
  for (int round = 0; some && round < PTHREAD_DESTRUCTOR_ITERATIONS; round++) {
    some = 0;
    for (int i = 0; i < KEYS; i++) {
      void *value = (void *)self->specific[i];
      if (!value || !keys[i].destroy) continue;
      self->specific[i] = 0;
      keys[i].destroy(value);
      some = 1;
    }
  }
}
