/* C11 7.27.3.5 in the C locale, with glibc's flags _ - 0 ^ # and widths; POSIX strptime. */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <wchar.h>

static const char *const days[] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" };
static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December" };

static int leap(long year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/* ISO 8601 week: weeks begin on Monday, week 1 has the year's first Thursday. */
static int iso_week(const struct tm *t, long *year) {
  int weekday = (t->tm_wday + 6) % 7, week = (t->tm_yday - weekday + 10) / 7;
  *year = t->tm_year + 1900L;
  if (week < 1) {
    --*year;
    int length = leap(*year) ? 366 : 365;
    return (t->tm_yday + length - weekday + 10) / 7;
  }
  if (week == 53 && t->tm_yday - weekday + 3 >= (leap(*year) ? 366 : 365)) {
    ++*year;
    return 1;
  }
  return week;
}

size_t strftime(char *restrict to, size_t room, const char *restrict format, const struct tm *restrict t) {
  size_t n = 0;
  long year;
  for (; *format; format++) {
    char made[128];
    const char *text = made;
    if (*format != '%') {
      if (n + 1 >= room) return 0;
      to[n++] = *format;
      continue;
    }
    char pad = 0;
    int upper = 0, swap = 0, width = -1, digits = 0;
    long number = 0;
    for (format++; *format && strchr("_-0^#", *format); format++) {
      if (*format == '^')
        upper = 1;
      else if (*format == '#')
        swap = 1;
      else
        pad = *format;
    }
    if (isdigit((unsigned char)*format)) width = 0;
    while (isdigit((unsigned char)*format)) width = width * 10 + (*format++ - '0');
    if (*format == 'E' || *format == 'O') format++;
    int hour12 = t->tm_hour % 12 ? t->tm_hour % 12 : 12;
    char blank = '0';
    const char *sub = 0;
    *made = 0;
    switch (*format) {
    case 'a':
      snprintf(made, sizeof made, "%.3s", (unsigned)t->tm_wday < 7 ? days[t->tm_wday] : "?");
      upper |= swap;
      break;
    case 'A':
      text = (unsigned)t->tm_wday < 7 ? days[t->tm_wday] : "?";
      upper |= swap;
      break;
    case 'b': case 'h':
      snprintf(made, sizeof made, "%.3s", (unsigned)t->tm_mon < 12 ? months[t->tm_mon] : "?");
      upper |= swap;
      break;
    case 'B':
      text = (unsigned)t->tm_mon < 12 ? months[t->tm_mon] : "?";
      upper |= swap;
      break;
    case 'c': sub = "%a %b %e %H:%M:%S %Y"; break;
    case 'C':
      year = t->tm_year + 1900L;
      number = year / 100 - (year % 100 < 0);
      digits = 1;
      break;
    case 'd': number = t->tm_mday; digits = 2; break;
    case 'D': case 'x': sub = "%m/%d/%y"; break;
    case 'e': number = t->tm_mday; digits = 2; blank = ' '; break;
    case 'F': sub = "%Y-%m-%d"; break;
    case 'g': iso_week(t, &year); number = (year % 100 + 100) % 100; digits = 2; break;
    case 'G': iso_week(t, &year); number = year; digits = 4; blank = 0; break;
    case 'H': number = t->tm_hour; digits = 2; break;
    case 'I': number = hour12; digits = 2; break;
    case 'j': number = t->tm_yday + 1; digits = 3; break;
    case 'k': number = t->tm_hour; digits = 2; blank = ' '; break;
    case 'l': number = hour12; digits = 2; blank = ' '; break;
    case 'm': number = t->tm_mon + 1; digits = 2; break;
    case 'M': number = t->tm_min; digits = 2; break;
    case 'n': text = "\n"; break;
    case 'p':
      text = t->tm_hour >= 12 ? "PM" : "AM";
      if (swap) text = t->tm_hour >= 12 ? "pm" : "am";
      break;
    case 'P': text = t->tm_hour >= 12 ? "pm" : "am"; break;
    case 'r': sub = "%I:%M:%S %p"; break;
    case 'R': sub = "%H:%M"; break;
    case 's': {
      struct tm copy = *t;
      number = mktime(&copy);
      digits = 1;
      break;
    }
    case 'S': number = t->tm_sec; digits = 2; break;
    case 't': text = "\t"; break;
    case 'T': case 'X': sub = "%H:%M:%S"; break;
    case 'u': number = (t->tm_wday + 6) % 7 + 1; digits = 1; break;
    case 'U': number = (t->tm_yday - t->tm_wday + 7) / 7; digits = 2; break;
    case 'V': number = iso_week(t, &year); digits = 2; break;
    case 'w': number = t->tm_wday; digits = 1; break;
    case 'W': number = (t->tm_yday - (t->tm_wday + 6) % 7 + 7) / 7; digits = 2; break;
    case 'y': number = (t->tm_year % 100 + 100) % 100; digits = 2; break;
    case 'Y': number = t->tm_year + 1900L; digits = 4; blank = 0; break;
    case 'z': {
      long minutes = t->tm_gmtoff / 60;
      snprintf(made, sizeof made, "%c%02ld%02ld", minutes < 0 ? '-' : '+', labs(minutes) / 60, labs(minutes) % 60);
      break;
    }
    case 'Z':
      text = t->tm_zone ? t->tm_zone : "";
      break;
    case '%': text = "%"; break;
    case 0: format--; text = "%"; break;
    default:
      snprintf(made, sizeof made, "%%%c", *format);
    }
    if (sub) {
      if (!strftime(made, sizeof made, sub, t)) return 0;
    } else if (digits) {
      char fill = pad == '_' ? ' ' : pad == '0' ? '0' : blank ? blank : '0';
      int least = width >= 0 ? width : digits;
      /* A year of fewer than four digits is not padded unless asked. */
      if (blank == 0 && width < 0 && !pad) least = 1;
      if (pad == '-') least = 1;
      if (fill == '0')
        snprintf(made, sizeof made, "%0*ld", least + (number < 0), number);
      else
        snprintf(made, sizeof made, "%*ld", least, number);
      width = -1;
    }
    size_t length = strlen(text);
    for (int fill = width - (int)length; fill > 0 && pad != '-'; fill--) {
      if (n + 1 >= room) return 0;
      to[n++] = pad == '0' ? '0' : ' ';
    }
    if (n + length >= room) return 0;
    for (size_t i = 0; i < length; i++) to[n++] = upper ? (char)toupper((unsigned char)text[i]) : text[i];
  }
  if (room) to[n] = 0;
  return n;
}

/* POSIX strptime. */
static const char *read_number(const char *s, int most, long low, long high, int *to, int less) {
  long n = 0;
  int k = 0;
  while (isspace((unsigned char)*s)) s++;
  for (; k < most && isdigit((unsigned char)*s); k++) n = n * 10 + (*s++ - '0');
  if (!k || n < low || n > high) return 0;
  *to = (int)(n - less);
  return s;
}

static const char *read_name(const char *s, const char *const *names, int n, int *to) {
  for (int i = 0; i < n; i++) {
    size_t k = strlen(names[i]);
    if (strncasecmp(s, names[i], k)) {
      if (strncasecmp(s, names[i], 3)) continue;
      k = 3;
    }
    *to = i;
    return s + k;
  }
  return 0;
}

char *strptime(const char *restrict s, const char *restrict format, struct tm *restrict t) {
  int century = -1, pm = -1, n;
  /* What of the date was given: the rest of it is worked out, as in glibc. */
  int date = 0, weekday = 0, yearday = 0, month = 0, day = 0;
  for (; s && *format; format++) {
    if (isspace((unsigned char)*format)) {
      while (isspace((unsigned char)*s)) s++;
      continue;
    }
    if (*format != '%') {
      if (*s++ != *format) return 0;
      continue;
    }
    format++;
    if (*format == 'E' || *format == 'O') format++;
    switch (*format) {
    case 'a': case 'A':
      s = read_name(s, days, 7, &t->tm_wday);
      weekday = 1;
      break;
    case 'b': case 'B': case 'h':
      s = read_name(s, months, 12, &t->tm_mon);
      month = date = 1;
      break;
    case 'c': s = strptime(s, "%a %b %e %H:%M:%S %Y", t); break;
    case 'C':
      s = read_number(s, 2, 0, 99, &century, 0);
      date = 1;
      break;
    case 'd': case 'e':
      s = read_number(s, 2, 1, 31, &t->tm_mday, 0);
      day = date = 1;
      break;
    case 'D': case 'x': s = strptime(s, "%m/%d/%y", t); break;
    case 'F': s = strptime(s, "%Y-%m-%d", t); break;
    case 'H': case 'k': s = read_number(s, 2, 0, 23, &t->tm_hour, 0); break;
    case 'I': case 'l': s = read_number(s, 2, 1, 12, &t->tm_hour, 0); break;
    case 'j':
      s = read_number(s, 3, 1, 366, &t->tm_yday, 1);
      yearday = 1;
      break;
    case 'm':
      s = read_number(s, 2, 1, 12, &t->tm_mon, 1);
      month = date = 1;
      break;
    case 'M': s = read_number(s, 2, 0, 59, &t->tm_min, 0); break;
    case 'n': case 't':
      while (isspace((unsigned char)*s)) s++;
      break;
    case 'p':
      pm = !strncasecmp(s, "PM", 2);
      if (!pm && strncasecmp(s, "AM", 2)) return 0;
      s += 2;
      break;
    case 'r': s = strptime(s, "%I:%M:%S %p", t); break;
    case 'R': s = strptime(s, "%H:%M", t); break;
    case 's': {
      char *end;
      time_t at = strtol(s, &end, 10);
      if (end == s) return 0;
      s = end;
      localtime_r(&at, t);
      break;
    }
    case 'S': s = read_number(s, 2, 0, 61, &t->tm_sec, 0); break;
    case 'T': case 'X': s = strptime(s, "%H:%M:%S", t); break;
    case 'u':
      s = read_number(s, 1, 1, 7, &t->tm_wday, 0);
      t->tm_wday %= 7;
      weekday = 1;
      break;
    case 'w':
      s = read_number(s, 1, 0, 6, &t->tm_wday, 0);
      weekday = 1;
      break;
    case 'U': case 'W': case 'V': s = read_number(s, 2, 0, 53, &n, 0); break;
    case 'y':
      s = read_number(s, 2, 0, 99, &t->tm_year, 0);
      if (s && t->tm_year < 69) t->tm_year += 100;
      date = 1;
      break;
    case 'Y':
      s = read_number(s, 4, 0, 9999, &t->tm_year, 1900);
      date = 1;
      break;
    case 'z': {
      while (isspace((unsigned char)*s)) s++;
      if (*s == 'Z') {
        s++;
        break;
      }
      int sign = *s == '-' ? -1 : 1, hours, minutes = 0;
      if (*s != '+' && *s != '-') return 0;
      s = read_number(s + 1, 2, 0, 14, &hours, 0);
      if (!s) return 0;
      if (*s == ':') s++;
      if (isdigit((unsigned char)*s) && !(s = read_number(s, 2, 0, 59, &minutes, 0))) return 0;
      t->tm_gmtoff = sign * (hours * 3600L + minutes * 60L);
      break;
    }
    case 'Z':
      while (isupper((unsigned char)*s)) s++;
      break;
    case '%':
      if (*s++ != '%') return 0;
      break;
    default:
      return 0;
    }
  }
  if (!s) return 0;
  if (pm >= 0) t->tm_hour = t->tm_hour % 12 + 12 * pm;
  if (century >= 0) t->tm_year = century * 100 - 1900 + (t->tm_year + 1900) % 100;
  if (date && yearday && !(month && day)) {
    struct tm known = { .tm_year = t->tm_year, .tm_mday = t->tm_yday + 1 };
    timegm(&known);
    t->tm_mon = known.tm_mon;
    t->tm_mday = known.tm_mday;
  }
  if (date && t->tm_mon >= 0 && t->tm_mon < 12) {
    struct tm known = { .tm_year = t->tm_year, .tm_mon = t->tm_mon, .tm_mday = t->tm_mday };
    timegm(&known);
    if (!weekday) t->tm_wday = known.tm_wday;
    if (!yearday) t->tm_yday = known.tm_yday;
  }
  return (char *)s;
}

/* C11 7.29.5.1. */
size_t wcsftime(wchar_t *restrict to, size_t room, const wchar_t *restrict format, const struct tm *restrict t) {
  char narrow[512], made[1024];
  if (wcstombs(narrow, format, sizeof narrow) >= sizeof narrow) return 0;
  if (!strftime(made, sizeof made, narrow, t)) return 0;
  size_t n = mbstowcs(to, made, room);
  return n < room ? n : 0;
}
