/* C11 7.11, POSIX newlocale. C and POSIX are one locale; C.UTF-8 differs in that multibyte characters are UTF-8. */
#define _GNU_SOURCE
#include <errno.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "../internal/utf8.h"

enum { CATEGORIES = LC_IDENTIFICATION + 1 };
static const char *const categories[CATEGORIES] = {
  "LC_CTYPE", "LC_NUMERIC", "LC_TIME", "LC_COLLATE",   "LC_MONETARY",    "LC_MESSAGES",      "LC_ALL", "LC_PAPER",
  "LC_NAME",  "LC_ADDRESS", "LC_TELEPHONE", "LC_MEASUREMENT", "LC_IDENTIFICATION",
};

/* The names that setlocale takes, as it answers them. */
static const char *const known[] = { "C", "C.UTF-8", "C.utf8" };

/* What each category was set to: an index of known. */
static unsigned char chosen[CATEGORIES];

static int find(const char *name, size_t length) {
  if (length == 5 && !memcmp(name, "POSIX", 5)) return 0;
  for (int i = 0; i < 3; i++)
    if (strlen(known[i]) == length && !strncasecmp(name, known[i], length)) return i;
  return -1;
}

static const char *from_environment(int category) {
  const char *value = getenv("LC_ALL");
  if (!value || !*value) value = getenv(categories[category]);
  if (!value || !*value) value = getenv("LANG");
  return value && *value ? value : "C";
}

/* What a name says of a category: itself, or for a list "LC_CTYPE=C;..." the part of the category. -1 if it is unknown. */
static int meant(const char *name, int category) {
  if (!*name) name = from_environment(category);
  if (!strchr(name, ';')) return find(name, strlen(name));
  size_t length = strlen(categories[category]);
  for (;;) {
    size_t part = strcspn(name, ";");
    if (part > length && name[length] == '=' && !memcmp(name, categories[category], length))
      return find(name + length + 1, part - length - 1);
    if (!name[part]) return -1;
    name += part + 1;
  }
}

/* The name of all categories: one where they agree, else a list as glibc writes it. */
static char *all(void) {
  static char list[CATEGORIES * 32];
  int same = 1;
  char *end = list;
  for (int i = 0; i < CATEGORIES; i++) {
    if (i == LC_ALL) continue;
    same &= chosen[i] == chosen[0];
    if (i) *end++ = ';';
    end = stpcpy(stpcpy(stpcpy(end, categories[i]), "="), known[chosen[i]]);
  }
  return same ? (char *)known[chosen[0]] : list;
}

char *setlocale(int category, const char *name) {
  if (category < 0 || category >= CATEGORIES) {
    errno = EINVAL;
    return 0;
  }
  if (name) {
    int first = category == LC_ALL ? 0 : category, last = category == LC_ALL ? CATEGORIES - 1 : category;
    unsigned char next[CATEGORIES];
    for (int i = first; i <= last; i++) {
      int which = i == LC_ALL ? 0 : meant(name, i);
      if (which < 0) return 0;
      next[i] = which;
    }
    memcpy(chosen + first, next + first, last - first + 1);
    __global_utf8 = chosen[LC_CTYPE] != 0;
  }
  return category == LC_ALL ? all() : (char *)known[chosen[category]];
}

struct lconv *localeconv(void) {
  static struct lconv c = { ".", "", "", "", "", "", "", "", "", "", CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX,
                            CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX };
  return &c;
}

static struct __locale plain = { 0 }, unicode = { 1 };

/* Of the categories only LC_CTYPE makes a difference. */
locale_t newlocale(int mask, const char *name, locale_t base) {
  locale_t result = base ? base : &plain;
  for (int i = 0; i < CATEGORIES; i++) {
    if (i == LC_ALL || !(mask & 1 << i)) continue;
    int which = meant(name, i);
    if (which < 0) {
      errno = ENOENT;
      return 0;
    }
    if (i == LC_CTYPE) result = which ? &unicode : &plain;
  }
  return result;
}

locale_t duplocale(locale_t l) { return l == LC_GLOBAL_LOCALE ? __global_utf8 ? &unicode : &plain : l; }

void freelocale(locale_t l) { (void)l; }

locale_t uselocale(locale_t l) {
  locale_t old = __thread_locale ? __thread_locale : LC_GLOBAL_LOCALE;
  if (l) __thread_locale = l == LC_GLOBAL_LOCALE ? 0 : l;
  return old;
}

char *nl_langinfo(nl_item item) {
  static const char *const days[] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" };
  static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December" };
  static const char *const short_days[] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
  static const char *const short_months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  if (item >= DAY_1 && item <= DAY_7) return (char *)days[item - DAY_1];
  if (item >= ABDAY_1 && item <= ABDAY_7) return (char *)short_days[item - ABDAY_1];
  if (item >= MON_1 && item <= MON_12) return (char *)months[item - MON_1];
  if (item >= ABMON_1 && item <= ABMON_12) return (char *)short_months[item - ABMON_1];
  switch (item) {
  case CODESET:
    return __utf8() ? "UTF-8" : "ANSI_X3.4-1968";
  case RADIXCHAR:
    return ".";
  case D_T_FMT:
    return "%a %b %e %H:%M:%S %Y";
  case D_FMT:
    return "%m/%d/%y";
  case T_FMT:
    return "%H:%M:%S";
  case T_FMT_AMPM:
    return "%I:%M:%S %p";
  case AM_STR:
    return "AM";
  case PM_STR:
    return "PM";
  case YESEXPR:
    return "^[yY]";
  case NOEXPR:
    return "^[nN]";
  case CRNCYSTR:
    return "-";
  }
  return "";
}
