/* tzset(3): TZ as POSIX writes it (8.3): std offset [dst [offset] [, start [/time], end [/time]]]. There are no files of zones:
   another name is UTC. */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "zone.h"

#define NAME 16

static char names[2][NAME] = { "UTC", "UTC" };
char *tzname[2] = { names[0], names[1] };
long timezone;
int daylight;

/* A day of each year: Jn, n or Mm.w.d, and seconds from its midnight. */
struct rule {
  char kind;
  int month, week, day;
  long time;
};

static long summer_east;
static struct rule begins, ends;
static char known[64];

static const char *read_name(const char *p, char *to) {
  const char *from = p;
  int quoted = *p == '<';
  if (quoted) from = ++p;
  while (quoted ? *p && *p != '>' : isalpha((unsigned char)*p)) p++;
  size_t n = (size_t)(p - from);
  if (n < 3 || n >= NAME || (quoted && !*p)) return 0;
  memcpy(to, from, n);
  to[n] = 0;
  return p + quoted;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static const char *read_time(const char *p, long *to) {
  int sign = *p == '-' ? -1 : 1;
  long unit = 3600, sum = 0;
  if (*p == '-' || *p == '+') p++;
  if (!isdigit((unsigned char)*p)) return 0;
  for (; unit; unit /= 60) {
    char *end;
    sum += unit * strtol(p, &end, 10);
    p = end;
    if (*p != ':' || !isdigit((unsigned char)p[1]) || unit == 1) break;
    p++;
  }
  *to = sign * sum;
  return p;
}

static const char *read_rule(const char *p, struct rule *to) {
  char *end;
  to->time = 2 * 3600;
  to->kind = isdigit((unsigned char)*p) ? 'n' : *p;
  if (to->kind != 'n') p++;
  if (to->kind == 'M') {
    to->month = (int)strtol(p, &end, 10);
    if (*end != '.') return 0;
    to->week = (int)strtol(end + 1, &end, 10);
    if (*end != '.') return 0;
    to->day = (int)strtol(end + 1, &end, 10);
    if (to->month < 1 || to->month > 12 || to->week < 1 || to->week > 5 || to->day < 0 || to->day > 6) return 0;
  } else if (to->kind == 'J' || to->kind == 'n') {
    to->day = (int)strtol(p, &end, 10);
    if (end == p || to->day < 0 || to->day > 365) return 0;
  } else
    return 0;
  return *end == '/' ? read_time(end + 1, &to->time) : end;
}

static int parse(const char *p) {
  long west, other;
  p = read_name(p, names[0]);
  if (!p || !(p = read_time(p, &west))) return 0;
  timezone = west;
  strcpy(names[1], names[0]);
  if (!*p) return 1;
  if (!(p = read_name(p, names[1]))) return 0;
  daylight = 1;
  other = west - 3600;
  if (*p && *p != ',' && !(p = read_time(p, &other))) return 0;
  summer_east = -other;
  /* Without rules those of the United States. */
  if (!*p) p = ",M3.2.0,M11.1.0";
  return *p == ',' && (p = read_rule(p + 1, &begins)) && *p == ',' && read_rule(p + 1, &ends);
}

void tzset(void) {
  const char *text = getenv("TZ");
  if (!text) text = "UTC0";
  if (*text == ':') text++;
  if (!strcmp(known, text)) return;
  strncpy(known, text, sizeof known - 1);
  timezone = summer_east = 0;
  daylight = 0;
  if (parse(text)) return;
  timezone = daylight = 0;
  strcpy(names[0], "UTC");
  strcpy(names[1], "UTC");
}

/* Seconds from 1970 to the rule's moment of a year, by the clock on the wall. */
static time_t moment(const struct rule *r, long year) {
  int leap = year % 4 == 0 && (year % 100 || year % 400 == 0);
  long day = __days_before(year, 0);
  if (r->kind == 'J')
    day += r->day - 1 + (leap && r->day > 59);
  else if (r->kind == 'n')
    day += r->day;
  else {
    long first = __days_before(year, r->month - 1), weekday = ((first + 4) % 7 + 7) % 7;
    day = first + (r->day - weekday + 7) % 7 + (r->week - 1) * 7;
    if (day >= __days_before(year, r->month)) day -= 7;
  }
  return day * 86400 + r->time;
}

static struct offset winter(void) { return (struct offset){ -timezone, 0, names[0] }; }
static struct offset summer(void) { return (struct offset){ summer_east, 1, names[1] }; }

struct offset __offset_at(time_t t) {
  if (!daylight) return winter();
  time_t wall = t - timezone;
  /* No day of the year is far from the middle of it: a division finds the year, or the one beside it. */
  long year = 1970 + wall / 31556952;
  while (__days_before(year + 1, 0) * 86400 <= wall) year++;
  while (__days_before(year, 0) * 86400 > wall) year--;
  time_t from = moment(&begins, year) + timezone, to = moment(&ends, year) - summer_east;
  int is_summer = from < to ? t >= from && t < to : t >= from || t < to;
  return is_summer ? summer() : winter();
}

struct offset __offset_of_wall(time_t wall, int is_summer) {
  if (!daylight || is_summer == 0) return winter();
  if (is_summer > 0 || __offset_at(wall - summer_east).summer) return summer();
  return winter();
}
