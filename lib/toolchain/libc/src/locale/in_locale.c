/* Functions that take a locale: there is one, C, and they do what those do that take none. */
#define _GNU_SOURCE
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <wchar.h>
#include <wctype.h>

#define NUMBER(type, name, character) \
  type name##_l(const character *restrict s, character **restrict end, locale_t locale) { \
    (void)locale; \
    return name(s, end); \
  }
#define INTEGER(type, name, character) \
  type name##_l(const character *restrict s, character **restrict end, int base, locale_t locale) { \
    (void)locale; \
    return name(s, end, base); \
  }
#define COMPARE(name, character) \
  int name##_l(const character *a, const character *b, locale_t locale) { \
    (void)locale; \
    return name(a, b); \
  }
#define COMPARE_UP_TO(name, character) \
  int name##_l(const character *a, const character *b, size_t n, locale_t locale) { \
    (void)locale; \
    return name(a, b, n); \
  }
#define CLASS(name) \
  int name##_l(wint_t c, locale_t locale) { \
    (void)locale; \
    return name(c); \
  }

NUMBER(float, strtof, char)
NUMBER(double, strtod, char)
NUMBER(long double, strtold, char)
NUMBER(float, wcstof, wchar_t)
NUMBER(double, wcstod, wchar_t)
NUMBER(long double, wcstold, wchar_t)
INTEGER(long, strtol, char)
INTEGER(long long, strtoll, char)
INTEGER(unsigned long, strtoul, char)
INTEGER(unsigned long long, strtoull, char)
INTEGER(long, wcstol, wchar_t)
INTEGER(long long, wcstoll, wchar_t)
INTEGER(unsigned long, wcstoul, wchar_t)
INTEGER(unsigned long long, wcstoull, wchar_t)
COMPARE(strcasecmp, char)
COMPARE(wcscasecmp, wchar_t)
COMPARE(wcscoll, wchar_t)
COMPARE_UP_TO(strncasecmp, char)
COMPARE_UP_TO(wcsncasecmp, wchar_t)
CLASS(iswalnum)
CLASS(iswalpha)
CLASS(iswblank)
CLASS(iswcntrl)
CLASS(iswdigit)
CLASS(iswgraph)
CLASS(iswlower)
CLASS(iswprint)
CLASS(iswpunct)
CLASS(iswspace)
CLASS(iswupper)
CLASS(iswxdigit)

wint_t towlower_l(wint_t c, locale_t locale) {
  (void)locale;
  return towlower(c);
}

wint_t towupper_l(wint_t c, locale_t locale) {
  (void)locale;
  return towupper(c);
}

wctype_t wctype_l(const char *name, locale_t locale) {
  (void)locale;
  return wctype(name);
}

int iswctype_l(wint_t c, wctype_t type, locale_t locale) {
  (void)locale;
  return iswctype(c, type);
}

wctrans_t wctrans_l(const char *name, locale_t locale) {
  (void)locale;
  return wctrans(name);
}

wint_t towctrans_l(wint_t c, wctrans_t trans, locale_t locale) {
  (void)locale;
  return towctrans(c, trans);
}

size_t strxfrm_l(char *restrict to, const char *restrict s, size_t n, locale_t locale) {
  (void)locale;
  return strxfrm(to, s, n);
}

size_t wcsxfrm_l(wchar_t *restrict to, const wchar_t *restrict s, size_t n, locale_t locale) {
  (void)locale;
  return wcsxfrm(to, s, n);
}

size_t strftime_l(char *restrict to, size_t n, const char *restrict format, const struct tm *restrict tm, locale_t locale) {
  (void)locale;
  return strftime(to, n, format, tm);
}

char *strptime_l(const char *restrict s, const char *restrict format, struct tm *restrict tm, locale_t locale) {
  (void)locale;
  return strptime(s, format, tm);
}

char *nl_langinfo_l(nl_item item, locale_t locale) {
  (void)locale;
  return nl_langinfo(item);
}
