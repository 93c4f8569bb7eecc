/* POSIX pthread_atfork: fork (unistd/process.c) calls __atfork before it, in the parent and in the child. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

static struct handlers {
  void (*at[3])(void);
  struct handlers *newer, *older;
} *newest, *oldest;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void)) {
  struct handlers *h = malloc(sizeof *h);
  if (!h) return ENOMEM;
  pthread_mutex_lock(&lock);
  *h = (struct handlers){ { prepare, parent, child }, 0, newest };
  if (newest) newest->newer = h;
  else oldest = h;
  newest = h;
  pthread_mutex_unlock(&lock);
  return 0;
}

/* Before the fork the newest comes first, after it the oldest. */
void __atfork(int when) {
  if (when == 0) {
    pthread_mutex_lock(&lock);
    for (struct handlers *h = newest; h; h = h->older)
      if (h->at[0]) h->at[0]();
    return;
  }
  for (struct handlers *h = oldest; h; h = h->newer)
    if (h->at[when]) h->at[when]();
  if (when == 2) lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
  else pthread_mutex_unlock(&lock);
}
