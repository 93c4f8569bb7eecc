// A pool of workers with a queue of jobs: mutex, two conditions, barrier, join with results.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
typedef struct job { struct job *next; int n; } job;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t some = PTHREAD_COND_INITIALIZER, idle = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t begin;
static job *head; static int working, closed; static long results[64];
static void *worker(void *id) {
  long done = 0;
  pthread_barrier_wait(&begin);
  pthread_mutex_lock(&lock);
  for (;;) {
    while (!head && !closed) pthread_cond_wait(&some, &lock);
    if (!head) break;
    job *j = head; head = j->next; working++;
    pthread_mutex_unlock(&lock);
    long sum = 0;
    for (int i = 1; i <= j->n; i++) sum += (long)i * i;
    results[j->n] = sum;
    free(j); done++;
    pthread_mutex_lock(&lock);
    if (--working == 0 && !head) pthread_cond_signal(&idle);
  }
  pthread_mutex_unlock(&lock);
  (void)id;
  return (void *)done;
}
int main(void) {
  pthread_t t[4];
  pthread_barrier_init(&begin, NULL, 5);
  for (long i = 0; i < 4; i++) pthread_create(&t[i], NULL, worker, (void *)i);
  pthread_barrier_wait(&begin);
  for (int n = 1; n < 64; n++) {
    job *j = malloc(sizeof *j);
    pthread_mutex_lock(&lock);
    *j = (job){head, n}; head = j;
    pthread_cond_signal(&some);
    pthread_mutex_unlock(&lock);
  }
  pthread_mutex_lock(&lock);
  while (head || working) pthread_cond_wait(&idle, &lock);
  closed = 1;
  pthread_cond_broadcast(&some);
  pthread_mutex_unlock(&lock);
  long total = 0, done = 0;
  for (int i = 0; i < 4; i++) { void *r; pthread_join(t[i], &r); done += (long)r; }
  for (int n = 1; n < 64; n++) total += results[n];
  printf("%ld jobs, total %ld\n", done, total);
  return 0;
}
