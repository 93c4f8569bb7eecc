/* Local time: what TZ says. */
#ifndef TIME_ZONE_H
#define TIME_ZONE_H

#include <time.h>

/* How local time stands to UTC. */
struct offset {
  long east; /* seconds */
  int summer;
  const char *name;
};

/* Days from 1970-01-01 to the first of a month (0 is January, others are taken into the year) of a year. */
long __days_before(long year, long month);
/* At a moment; and at what clocks on the wall show, `summer` as tm_isdst has it. */
struct offset __offset_at(time_t);
struct offset __offset_of_wall(time_t, int summer);

#endif
