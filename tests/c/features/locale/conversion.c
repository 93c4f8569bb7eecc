// iconv between encodings, nl_langinfo, localeconv, gettext without catalogues, strfmon-free.
#include <errno.h>
#include <iconv.h>
#include <langinfo.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
static void convert(const char *to, const char *from, const char *in, size_t left) {
  iconv_t cd = iconv_open(to, from);
  if (cd == (iconv_t)-1) { printf("%s from %s: none\n", to, from); return; }
  char out[64], *o = out, *i = (char *)in; size_t room = sizeof out;
  size_t r = iconv(cd, &i, &left, &o, &room);
  printf("%s from %s: %zd %d left %zu:", to, from, (ssize_t)r, r == (size_t)-1 ? errno == EILSEQ ? 1 : errno == EINVAL ? 2 : 3 : 0, left);
  for (char *p = out; p < o; p++) printf(" %02x", (unsigned char)*p);
  puts("");
  iconv_close(cd);
}
int main(void) {
  convert("UTF-8", "ISO-8859-1", "caf\xe9", 4);
  convert("ISO-8859-1", "UTF-8", "caf\xc3\xa9", 5);
  convert("UTF-16LE", "UTF-8", "a\xf0\x9f\x98\x80", 5);
  convert("UTF-8", "UTF-16BE", "\0a\xd8\x3d\xde\x00", 6);
  convert("UTF-32LE", "UTF-8", "\xe2\x82\xac", 3);
  convert("UTF-8", "UTF-8", "ok\xff", 3);
  convert("UTF-8", "UTF-8", "cut\xe2\x82", 5);
  convert("ASCII", "UTF-8", "\xc3\xa9", 2);
  convert("UTF-8", "NO-SUCH", "", 0);
  struct lconv *l = localeconv();
  printf("%s [%s] %d %s\n", l->decimal_point, l->thousands_sep, l->frac_digits == 127, nl_langinfo(CODESET));
  printf("%s %s %s\n", nl_langinfo(DAY_1), nl_langinfo(MON_12), nl_langinfo(D_T_FMT));
  printf("%s\n", setlocale(LC_ALL, NULL));
  textdomain("demo");
  printf("%s %s %s\n", gettext("message"), ngettext("one", "many", 5), dgettext("other", "text"));
  return 0;
}
