/* What several processors and nice values come to: run times of four threads, and shares of two processes. */
#include "hosted.h"
#include <pthread.h>
#include <sys/resource.h>
static void *work(void *arg) {
  volatile long x = 0;
  for (long i = 0; i < 3000000; i++) x += i;
  *(int *)arg = sched_getcpu();
  return 0;
}
static long now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000 + t.tv_nsec / 1000;
}
static long spin(int niceness, int ms) {
  struct rusage r;
  if (niceness && nice(niceness) == -1) return -1;
  for (long end = now_us() + ms * 1000L; now_us() < end;);
  getrusage(RUSAGE_SELF, &r);
  return r.ru_utime.tv_usec + r.ru_stime.tv_usec;
}
int main(void) {
  cpu_set_t set;
  pthread_t t[4];
  int where[4], used = 0;
  sched_getaffinity(0, sizeof set, &set);
  long start = now_us();
  work(&where[0]);
  long one = now_us() - start;
  start = now_us();
  for (int i = 0; i < 4; i++) pthread_create(&t[i], 0, work, &where[i]);
  for (int i = 0; i < 4; i++) pthread_join(t[i], 0), used |= 1 << where[i];
  long four = now_us() - start;
  SAY("processors %d %ld, used %d, four take %ld times as long\n", CPU_COUNT(&set), sysconf(_SC_NPROCESSORS_ONLN), __builtin_popcount(used), (four + one / 2) / one);
  CPU_ZERO(&set);
  CPU_SET(0, &set);
  TRY(sched_setaffinity(0, sizeof set, &set));
  SAY("on %d\n", sched_getcpu());
  CPU_ZERO(&set);
  CPU_SET(40, &set);
  TRY(sched_setaffinity(0, sizeof set, &set));
  int p[2];
  if (pipe(p)) return 1;
  for (int i = 0; i < 2; i++)
    if (fork() == 0) {
      long share[2] = {i, spin(i * 5, 300)};
      if (write(p[1], share, sizeof share) != sizeof share) _exit(1);
      _exit(0);
    }
  long share[2], of[2] = {0, 1};
  for (int i = 0; i < 2; i++) if (read(p[0], share, sizeof share) == sizeof share) of[share[0]] = share[1];
  SAY("nice 0 has %ld times as much as nice 5\n", (of[0] + of[1] / 2) / of[1]);
  return 0;
}
