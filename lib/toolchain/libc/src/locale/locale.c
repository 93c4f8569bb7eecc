/* C11 7.11, POSIX newlocale. C and POSIX are one locale; C.UTF-8 differs in that multibyte characters are UTF-8. */
#include <errno.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

extern int __utf8;

static int is_utf8(const char *name) { return !strcasecmp(name, "C.UTF-8") || !strcasecmp(name, "C.utf8"); }

static int is_plain(const char *name) { return !strcmp(name, "C") || !strcmp(name, "POSIX"); }

static const char *from_environment(int category) {
  static const char *const names[] = { "LC_CTYPE",    "LC_NUMERIC",  "LC_TIME", "LC_COLLATE",
                                       "LC_MONETARY", "LC_MESSAGES", "LC_ALL" };
  const char *value = getenv("LC_ALL");
  if (!value || !*value) value = getenv(names[category == LC_ALL ? LC_CTYPE : category]);
  if (!value || !*value) value = getenv("LANG");
  return value && *value ? value : "C";
}

char *setlocale(int category, const char *name) {
  if (category < 0 || category > LC_ALL) return 0;
  if (name) {
    if (!*name) name = from_environment(category);
    if (!is_plain(name) && !is_utf8(name)) return 0;
    if (category == LC_ALL || category == LC_CTYPE) __utf8 = is_utf8(name);
  }
  return __utf8 && (category == LC_ALL || category == LC_CTYPE) ? "C.UTF-8" : "C";
}

struct lconv *localeconv(void) {
  static struct lconv c = { ".", "", "", "", "", "", "", "", "", "", CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX,
                            CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX };
  return &c;
}

struct __locale {
  int utf8;
};
static struct __locale plain = { 0 }, unicode = { 1 };

locale_t newlocale(int mask, const char *name, locale_t base) {
  if (!*name) name = from_environment(LC_ALL);
  if (!is_plain(name) && !is_utf8(name)) {
    errno = ENOENT;
    return 0;
  }
  return mask & LC_CTYPE_MASK ? is_utf8(name) ? &unicode : &plain : base ? base : &plain;
}

locale_t duplocale(locale_t l) { return l; }

void freelocale(locale_t l) { (void)l; }

/* For all threads, as there is one flag. */
locale_t uselocale(locale_t l) {
  locale_t old = __utf8 ? &unicode : &plain;
  if (l && l != LC_GLOBAL_LOCALE) __utf8 = l->utf8;
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
    return __utf8 ? "UTF-8" : "ANSI_X3.4-1968";
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
