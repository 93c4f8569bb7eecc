#include <pthread.h>
#include <stdio.h>
_Thread_local int a = 7;
static __thread struct {
  char c[100];
  int n;
} big;
__thread int zero;
extern __thread int a;
static void *f(void *arg) {
  a += *(int *)arg;
  big.n++;
  zero = a;
  big.c[99] = 'x';
  static _Thread_local int s = 3;
  s++;
  return (void *)(long)(a * 100 + big.n * 10 + s + zero);
}
int main(void) {
  int k = 5;
  void *r;
  pthread_t t;
  for (int i = 0; i < 2; i++) {
    pthread_create(&t, 0, f, &k);
    pthread_join(t, &r);
    printf("%ld\n", (long)r);
  }
  f(&k);
  printf("%d %d %d\n", a, big.n, zero);
  int *p = &a;
  *p = 1;
  printf("%d\n", a);
}
