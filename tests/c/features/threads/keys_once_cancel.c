// Thread-specific data with destructors, once, cancellation with cleanup handlers, detach, self and equal.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int freed, cleaned, inits;
static void drop(void *p) { free(p); freed++; }
static void init(void) { inits++; pthread_key_create(&key, drop); }
static void *user(void *arg) {
  pthread_once(&once, init);
  int *mine = malloc(sizeof *mine);
  *mine = *(int *)arg;
  pthread_setspecific(key, mine);
  return (void *)(long)(*(int *)pthread_getspecific(key) * 2);
}
static void cleanup(void *p) { cleaned += *(int *)p; }
static void *waiter(void *arg) {
  pthread_cleanup_push(cleanup, arg);
  for (;;) { usleep(1000); pthread_testcancel(); }
  pthread_cleanup_pop(0);
  return NULL;
}
static void *leaver(void *arg) { pthread_exit(arg); }
static __thread int local = 5;
static void *locals(void *p) { local += *(int *)p; return (void *)(long)local; }
int main(void) {
  pthread_t t[3]; int n[3] = {1, 2, 3};
  for (int i = 0; i < 3; i++) pthread_create(&t[i], 0, user, &n[i]);
  for (int i = 0; i < 3; i++) { void *r; pthread_join(t[i], &r); printf("%ld ", (long)r); }
  printf("inits %d freed %d\n", inits, freed);
  pthread_t w; int amount = 7; void *r;
  pthread_create(&w, 0, waiter, &amount);
  pthread_cancel(w);
  pthread_join(w, &r);
  printf("%d %d\n", r == PTHREAD_CANCELED, cleaned);
  pthread_create(&w, 0, leaver, "gone");
  pthread_join(w, &r);
  printf("%s\n", (char *)r);
  pthread_create(&w, 0, locals, &n[2]);
  pthread_join(w, &r);
  printf("%ld %d\n", (long)r, local);
  printf("%d %d\n", pthread_equal(pthread_self(), pthread_self()) != 0, pthread_join(pthread_self(), 0) == EDEADLK);
  return 0;
}
