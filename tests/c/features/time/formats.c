// strftime and strptime, mktime's normalisation, timegm, difftime, asctime, time zones by TZ.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
int main(void) {
  time_t t = 1709210096;
  struct tm tm, other; char text[128];
  gmtime_r(&t, &tm);
  strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %j %U %W %V %G %u %w %a %A %b %B %p %I %y %C %e %D %F %T %R %%", &tm);
  puts(text);
  printf("%s%s", asctime(&tm), ctime(&t));
  memset(&other, 0, sizeof other);
  char *end = strptime("29 Feb 2024 12:34:56 rest", "%d %b %Y %H:%M:%S", &other);
  printf("%s %ld %d %d\n", end, (long)timegm(&other), other.tm_wday, other.tm_yday);
  printf("%d\n", strptime("x", "%d", &other) == NULL);
  struct tm odd = {.tm_year = 124, .tm_mon = 14, .tm_mday = -3, .tm_hour = 25, .tm_min = -1, .tm_isdst = -1};
  printf("%ld ", (long)mktime(&odd));
  strftime(text, sizeof text, "%c %Z", &odd); puts(text);
  setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1); tzset();
  for (int i = 0; i < 2; i++) {
    time_t when = i ? 1720000000 : 1705000000;
    struct tm *l = localtime(&when);
    strftime(text, sizeof text, "%F %T %Z %z", l);
    printf("%s %d\n", text, l->tm_isdst);
  }
  printf("%s %s %ld\n", tzname[0], tzname[1], timezone);
  printf("%.0f\n", difftime(1000, 400));
  struct timespec a = {1, 900000000}, b;
  printf("%d\n", clock_getres(CLOCK_MONOTONIC, &b));
  a = (struct timespec){0, 2000000};
  clock_gettime(CLOCK_MONOTONIC, &b);
  nanosleep(&a, NULL);
  clock_gettime(CLOCK_MONOTONIC, &a);
  printf("%d\n", (a.tv_sec - b.tv_sec) * 1000000000L + a.tv_nsec - b.tv_nsec >= 2000000);
  return 0;
}
