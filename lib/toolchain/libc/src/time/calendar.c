/* Broken-down time: C11 7.27.2.3, 7.27.3. Days are counted from 1 March of year 0, so that a leap day ends a
   year (proleptic Gregorian calendar, POSIX 4.16). */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "zone.h"

static long floor_div(long a, long b) { return a / b - (a % b < 0); }

long __days_before(long year, long month) {
  year += floor_div(month, 12);
  month -= floor_div(month, 12) * 12;
  if (month < 2) year--;
  long m = month < 2 ? month + 10 : month - 2;
  return 365 * year + floor_div(year, 4) - floor_div(year, 100) + floor_div(year, 400) + (153 * m + 2) / 5 - 719468;
}

static struct tm *break_down(time_t t, struct tm *to) {
  long days = floor_div(t, 86400), seconds = t - days * 86400, year;
  long z = days + 719468, era = floor_div(z, 146097), day = z - era * 146097;
  long of_era = (day - day / 1460 + day / 36524 - day / 146096) / 365;
  long of_year = day - (365 * of_era + of_era / 4 - of_era / 100), m = (5 * of_year + 2) / 153;
  year = of_era + era * 400 + (m >= 10);
  if (year - 1900 > INT_MAX || year - 1900 < INT_MIN) {
    errno = EOVERFLOW;
    return 0;
  }
  memset(to, 0, sizeof *to);
  to->tm_sec = (int)(seconds % 60);
  to->tm_min = (int)(seconds / 60 % 60);
  to->tm_hour = (int)(seconds / 3600);
  to->tm_mday = (int)(of_year - (153 * m + 2) / 5 + 1);
  to->tm_mon = (int)(m < 10 ? m + 2 : m - 10);
  to->tm_year = (int)(year - 1900);
  to->tm_wday = (int)(((days + 4) % 7 + 7) % 7);
  to->tm_yday = (int)(days - __days_before(year, 0));
  to->tm_zone = "GMT";
  return to;
}

struct tm *gmtime_r(const time_t *restrict t, struct tm *restrict to) { return break_down(*t, to); }

struct tm *localtime_r(const time_t *restrict t, struct tm *restrict to) {
  tzset();
  struct offset o = __offset_at(*t);
  if (!break_down(*t + o.east, to)) return 0;
  to->tm_gmtoff = o.east;
  to->tm_isdst = o.summer;
  to->tm_zone = o.name;
  return to;
}

static struct tm own;

struct tm *gmtime(const time_t *t) { return gmtime_r(t, &own); }

struct tm *localtime(const time_t *t) { return localtime_r(t, &own); }

static time_t count(const struct tm *t) {
  long days = __days_before((long)t->tm_year + 1900, t->tm_mon) + t->tm_mday - 1;
  return days * 86400 + t->tm_hour * 3600L + t->tm_min * 60L + t->tm_sec;
}

/* C11 7.27.2.3: fields out of range are brought into it. */
time_t mktime(struct tm *t) {
  time_t wall = count(t);
  tzset();
  time_t at = wall - __offset_of_wall(wall, t->tm_isdst).east;
  struct tm normal;
  if (!localtime_r(&at, &normal)) return -1;
  *t = normal;
  return at;
}

time_t timelocal(struct tm *t) { return mktime(t); }

time_t timegm(struct tm *t) {
  time_t at = count(t);
  struct tm normal;
  if (!break_down(at, &normal)) return -1;
  *t = normal;
  return at;
}

char *asctime_r(const struct tm *restrict t, char *restrict to) {
  static const char days[] = "SunMonTueWedThuFriSat", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  char made[64];
  snprintf(made, sizeof made, "%.3s %.3s%3d %.2d:%.2d:%.2d %d\n",
           (unsigned)t->tm_wday < 7 ? days + 3 * t->tm_wday : "???",
           (unsigned)t->tm_mon < 12 ? months + 3 * t->tm_mon : "???", t->tm_mday, t->tm_hour, t->tm_min, t->tm_sec,
           1900 + t->tm_year);
  return strcpy(to, made);
}

char *asctime(const struct tm *t) {
  static char made[64];
  return asctime_r(t, made);
}

char *ctime_r(const time_t *t, char *to) {
  struct tm tm;
  return localtime_r(t, &tm) ? asctime_r(&tm, to) : 0;
}

char *ctime(const time_t *t) { return localtime(t) ? asctime(&own) : 0; }
