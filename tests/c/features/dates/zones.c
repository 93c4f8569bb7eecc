// TZ strings: offsets east and west, summer time by rules of both hemispheres, Julian days, quoted names,
// mktime across the change, gmtoff and tzname.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
int main(void) {
  const char *zones[] = {"UTC0",
                         "EST5EDT,M3.2.0,M11.1.0",
                         "CET-1CEST,M3.5.0,M10.5.0/3",
                         "AEST-10AEDT,M10.1.0,M4.1.0/3",
                         "<+0530>-5:30",
                         "NST3:30NDT,M3.2.0/0:01,M11.1.0/0:01",
                         "XYZ4ABC,J60/2,J300/2",
                         "bad"};
  time_t at[] = {1710054000, 1720000000, 1730000000, 1735689600};
  for (int z = 0; z < 8; z++) {
    setenv("TZ", zones[z], 1);
    tzset();
    for (int i = 0; i < 4; i++) {
      struct tm t;
      char b[64];
      localtime_r(&at[i], &t);
      strftime(b, sizeof b, "%m-%d %H:%M %z", &t);
      printf("%s %d;", b, t.tm_isdst);
      struct tm c = t;
      c.tm_isdst = -1;
      if (mktime(&c) != at[i]) printf("!");
    }
    if (z < 7) printf(" %s %s %ld", tzname[0], tzname[1], timezone);
    puts("");
  }
  setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
  struct tm gap = {.tm_year = 124, .tm_mon = 2, .tm_mday = 31, .tm_hour = 4, .tm_isdst = -1};
  printf("%ld\n", (long)mktime(&gap));
  struct tm over = {.tm_year = 124, .tm_mon = 0, .tm_mday = 400, .tm_isdst = -1};
  mktime(&over);
  printf("%d-%d %d %d\n", over.tm_mon, over.tm_mday, over.tm_wday, over.tm_isdst);
  return 0;
}
