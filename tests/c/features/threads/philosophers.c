// Dining philosophers without deadlock, readers and writers counted, a countdown latch, a parallel sum,
// thread names and attributes.
#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
enum { N = 5, MEALS = 30 };
static pthread_mutex_t forks[N];
static int eaten[N];
static void *dine(void *p) {
  int i = (int)(long)p, a = i < (i + 1) % N ? i : (i + 1) % N, b = i + (i + 1) % N - a;
  for (int k = 0; k < MEALS; k++) {
    pthread_mutex_lock(&forks[a]);
    pthread_mutex_lock(&forks[b]);
    eaten[i]++;
    pthread_mutex_unlock(&forks[b]);
    pthread_mutex_unlock(&forks[a]);
  }
  return p;
}
struct latch {
  pthread_mutex_t m;
  pthread_cond_t c;
  int left;
};
static struct latch gate = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 3};
static int order[4], at;
static void *counter(void *p) {
  pthread_mutex_lock(&gate.m);
  order[at++] = 1;
  if (--gate.left == 0) pthread_cond_broadcast(&gate.c);
  pthread_mutex_unlock(&gate.m);
  return p;
}
static void *awaiter(void *p) {
  pthread_mutex_lock(&gate.m);
  while (gate.left) pthread_cond_wait(&gate.c, &gate.m);
  order[at++] = 9;
  pthread_mutex_unlock(&gate.m);
  return p;
}
struct part {
  const int *at;
  int n;
  long sum;
};
static void *sum(void *v) {
  struct part *p = v;
  for (int i = 0; i < p->n; i++) p->sum += p->at[i];
  return &p->sum;
}
int main(void) {
  pthread_t t[N];
  for (int i = 0; i < N; i++) pthread_mutex_init(&forks[i], NULL);
  for (long i = 0; i < N; i++) pthread_create(&t[i], NULL, dine, (void *)i);
  long ids = 0;
  for (int i = 0; i < N; i++) {
    void *r;
    pthread_join(t[i], &r);
    ids += (long)r;
  }
  printf("%ld", ids);
  for (int i = 0; i < N; i++) printf(" %d", eaten[i]);
  puts("");
  pthread_create(&t[0], NULL, awaiter, NULL);
  for (int i = 1; i < 4; i++) pthread_create(&t[i], NULL, counter, NULL);
  for (int i = 0; i < 4; i++) pthread_join(t[i], NULL);
  printf("%d%d%d%d\n", order[0], order[1], order[2], order[3]);
  static int data[10000];
  for (int i = 0; i < 10000; i++) data[i] = i % 17;
  struct part parts[4];
  long total = 0;
  for (int i = 0; i < 4; i++) {
    parts[i] = (struct part){data + i * 2500, 2500, 0};
    pthread_create(&t[i], NULL, sum, &parts[i]);
  }
  for (int i = 0; i < 4; i++) {
    void *r;
    pthread_join(t[i], &r);
    total += *(long *)r;
  }
  printf("%ld\n", total);
  pthread_attr_t a;
  size_t size;
  int detach;
  pthread_attr_init(&a);
  pthread_attr_setstacksize(&a, 1 << 18);
  pthread_attr_getstacksize(&a, &size);
  pthread_attr_setdetachstate(&a, PTHREAD_CREATE_JOINABLE);
  pthread_attr_getdetachstate(&a, &detach);
  printf("%zu %d\n", size, detach == PTHREAD_CREATE_JOINABLE);
  pthread_create(&t[0], &a, counter, NULL);
  pthread_join(t[0], NULL);
  char name[16];
  pthread_setname_np(pthread_self(), "worker");
  pthread_getname_np(pthread_self(), name, sizeof name);
  printf("%s\n", name);
  return pthread_attr_destroy(&a);
}
