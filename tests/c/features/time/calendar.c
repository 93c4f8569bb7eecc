#include <stdio.h>
#include <time.h>
#include <string.h>
int main(void) {
  time_t t = 1000000000;
  struct tm *m = gmtime(&t);
  char b[100];
  printf("%d-%02d-%02d %02d:%02d:%02d %d %d\n", m->tm_year + 1900, m->tm_mon + 1, m->tm_mday, m->tm_hour,
         m->tm_min, m->tm_sec, m->tm_wday, m->tm_yday);
  strftime(b, 100, "%A %d %B %Y %H:%M:%S %j %U %y %p %I %e %%", m);
  puts(b);
  struct tm x = {.tm_year = 124, .tm_mon = 1, .tm_mday = 30};
  t = mktime(&x);
  printf("%ld %d %d %d\n", (long)t, x.tm_mon, x.tm_mday, x.tm_wday);
  printf("%s", asctime(&x));
  printf("%s", ctime(&(time_t){0}));
  printf("%g\n", difftime(100, 40));
  memset(&x, 0, sizeof x);
  printf("%d %d %d\n", strptime("2020-02-29 12:34", "%Y-%m-%d %H:%M", &x) != 0, x.tm_yday, x.tm_wday);
  for (long y = -1; y < 3; y++) {
    t = y * 31556952L * 40;
    gmtime_r(&t, &x);
    printf("%d/%d/%d ", x.tm_year, x.tm_mon, x.tm_mday);
  }
  puts("");
  struct timespec a, z;
  clock_gettime(CLOCK_MONOTONIC, &a);
  clock_gettime(CLOCK_MONOTONIC, &z);
  printf("%d %d\n", (z.tv_sec - a.tv_sec) * 1000000000L + z.tv_nsec - a.tv_nsec >= 0, time(0) > 1000);
}
