/* C11 7.30. ASCII has its classes; above it case follows Latin-1, Greek and Cyrillic, letters are what is not punctuation of
   General Punctuation, and width is that of East Asian blocks (UAX 11) and combining marks. */
#define _GNU_SOURCE
#include <ctype.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>
#include "../internal/utf8.h"

int iswcntrl(wint_t c) { return c < 32 || (c >= 127 && c < 160) || c == 0x2028 || c == 0x2029; }
int iswspace(wint_t c) {
  return (c < 128 && isspace((int)c)) || (__utf8() && (c == 0x1680 || (c >= 0x2000 && c <= 0x200a && c != 0x2007) ||
                                                       c == 0x2028 || c == 0x2029 || c == 0x205f || c == 0x3000));
}
int iswblank(wint_t c) { return (c < 128 && isblank((int)c)) || (c != 0x2028 && c != 0x2029 && c > 128 && iswspace(c)); }
int iswprint(wint_t c) {
  return c < 128 ? isprint((int)c) : __utf8() && c >= 160 && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff) && c != 0x2028 &&
                                       c != 0x2029 && (c & 0xfffe) != 0xfffe;
}
int iswgraph(wint_t c) { return iswprint(c) && !iswspace(c); }
int iswdigit(wint_t c) { return c - '0' < 10; }
int iswxdigit(wint_t c) { return c < 128 && isxdigit((int)c); }

int iswalpha(wint_t c) {
  if (c < 128) return isalpha((int)c);
  if (!iswgraph(c)) return 0;
  if (c < 0xc0) return c == 0xaa || c == 0xb5 || c == 0xba;
  return c != 0xd7 && c != 0xf7 && !(c >= 0x2000 && c < 0x2070) && !(c >= 0x20a0 && c < 0x20d0) &&
         !(c >= 0x2190 && c < 0x2c00) && !(c >= 0x3000 && c < 0x3005) && !(c >= 0x3008 && c < 0x3021) &&
         !(c >= 0xe000 && c < 0xf900) && !(c >= 0x1f000 && c < 0x1fb00);
}

int iswalnum(wint_t c) { return iswalpha(c) || iswdigit(c); }
int iswpunct(wint_t c) { return iswgraph(c) && !iswalnum(c); }

/* Ranges where upper and lower case stand a fixed way apart, or side by side (step 2). */
static const struct {
  unsigned short first, last;
  short apart;
  unsigned char step;
} cases[] = {
  { 0x41, 0x5a, 32, 1 },     { 0xc0, 0xd6, 32, 1 },     { 0xd8, 0xde, 32, 1 },     { 0x100, 0x12e, 1, 2 },
  { 0x132, 0x136, 1, 2 },    { 0x139, 0x147, 1, 2 },    { 0x14a, 0x176, 1, 2 },    { 0x178, 0x178, -121, 1 },
  { 0x179, 0x17d, 1, 2 },    { 0x386, 0x386, 38, 1 },   { 0x388, 0x38a, 37, 1 },   { 0x38c, 0x38c, 64, 1 },
  { 0x38e, 0x38f, 63, 1 },   { 0x391, 0x3a1, 32, 1 },   { 0x3a3, 0x3ab, 32, 1 },   { 0x400, 0x40f, 80, 1 },
  { 0x410, 0x42f, 32, 1 },   { 0x460, 0x480, 1, 2 },    { 0x48a, 0x4be, 1, 2 },    { 0x531, 0x556, 48, 1 },
  { 0x1e00, 0x1e94, 1, 2 },  { 0x1ea0, 0x1efe, 1, 2 },  { 0x2160, 0x216f, 16, 1 }, { 0x24b6, 0x24cf, 26, 1 },
  { 0xff21, 0xff3a, 32, 1 },
};

#define CASES (sizeof cases / sizeof *cases)

wint_t towlower(wint_t c) {
  for (size_t i = 0; i < (__utf8() ? CASES : 1); i++)
    if (c >= cases[i].first && c <= cases[i].last && (c - cases[i].first) % cases[i].step == 0)
      return (wint_t)((int)c + cases[i].apart);
  return c;
}

wint_t towupper(wint_t c) {
  for (size_t i = 0; i < (__utf8() ? CASES : 1); i++) {
    wint_t u = (wint_t)((int)c - cases[i].apart);
    if (u >= cases[i].first && u <= cases[i].last && (u - cases[i].first) % cases[i].step == 0) return u;
  }
  return c;
}

int iswlower(wint_t c) { return towupper(c) != c || (__utf8() && c == 0xdf); }
int iswupper(wint_t c) { return towlower(c) != c; }

static int (*const classes[])(wint_t) = { iswalnum, iswalpha, iswblank, iswcntrl, iswdigit, iswgraph,
                                          iswlower, iswprint, iswpunct, iswspace, iswupper, iswxdigit };
static const char names[] = "alnum\0alpha\0blank\0cntrl\0digit\0graph\0lower\0print\0punct\0space\0upper\0xdigit";

wctype_t wctype(const char *name) {
  const char *p = names;
  for (wctype_t i = 1; i <= 12; i++, p += strlen(p) + 1)
    if (!strcmp(p, name)) return i;
  return 0;
}

int iswctype(wint_t c, wctype_t type) { return type > 0 && type <= 12 && classes[type - 1](c); }

static const int lower = 0, upper = 1;

wctrans_t wctrans(const char *name) { return !strcmp(name, "tolower") ? &lower : !strcmp(name, "toupper") ? &upper : 0; }

wint_t towctrans(wint_t c, wctrans_t how) { return how == &lower ? towlower(c) : how == &upper ? towupper(c) : c; }

int wcwidth(wchar_t w) {
  wint_t c = (wint_t)w;
  if (!c) return 0;
  if (!iswprint(c)) return -1;
  if ((c >= 0x300 && c < 0x370) || (c >= 0x483 && c < 0x48a) || (c >= 0x591 && c < 0x5be) || (c >= 0x64b && c < 0x660) ||
      (c >= 0x1ab0 && c < 0x1b00) || (c >= 0x1dc0 && c < 0x1e00) || (c >= 0x200b && c < 0x2010) ||
      (c >= 0x20d0 && c < 0x2100) || (c >= 0xfe00 && c < 0xfe10) || (c >= 0xfe20 && c < 0xfe30) || c == 0xfeff)
    return 0;
  return (c >= 0x1100 && c < 0x1160) || (c >= 0x2e80 && c < 0x303f) || (c >= 0x3041 && c < 0xa4d0) ||
             (c >= 0xac00 && c < 0xd7a4) || (c >= 0xf900 && c < 0xfb00) || (c >= 0xfe30 && c < 0xfe70) ||
             (c >= 0xff00 && c < 0xff61) || (c >= 0xffe0 && c < 0xffe7) || (c >= 0x1f300 && c < 0x1f650) ||
             (c >= 0x1f680 && c < 0x1f700) || (c >= 0x1f900 && c < 0x1fa00) || (c >= 0x20000 && c < 0x3fffe)
           ? 2
           : 1;
}

int wcswidth(const wchar_t *s, size_t n) {
  int total = 0;
  for (; n && *s; n--, s++) {
    int w = wcwidth(*s);
    if (w < 0) return -1;
    total += w;
  }
  return total;
}
