// Calendar arithmetic over a wide range, and strftime's letters.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(void) {
  char text[400];
  for (time_t t = -99999999999L; t < 99999999999L; t += 7654321987L) {
    struct tm tm = *gmtime(&t);
    printf("%ld %s", t, asctime(&tm));
    strftime(text, sizeof text, "%a %A %b %B %c %C %d %D %e %F %g %G %H %I %j %k %l %m %M %p %r %R %S %T %u %U %V %w %W %x %X %y %Y %z %Z %%", &tm);
    puts(text);
    printf("%ld\n", timegm(&tm));
  }
  struct tm odd = { .tm_year = 124, .tm_mon = 14, .tm_mday = -3, .tm_hour = 50, .tm_min = -7, .tm_sec = 3700 };
  printf("%ld %s", mktime(&odd), asctime(&odd));
  return 0;
}
