#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>
int main(void) {
  printf("%s %s\n", setlocale(LC_ALL, 0), localeconv()->decimal_point);
  printf("%d\n", setlocale(LC_ALL, "C.UTF-8") != 0);
  wchar_t w[20];
  size_t n = mbstowcs(w, "h\u00e9\u20acx", 20);
  printf("%zu %x %x\n", n, w[1], w[2]);
  char b[20];
  wcstombs(b, w, 20);
  printf("%s %zu\n", b, strlen(b));
  printf("%ls|%lc\n", L"wide \u00e9", L'\u20ac');
  printf("%zu %d %ls\n", wcslen(L"four"), wcscmp(L"a", L"b") < 0, wcschr(L"hello", L'l'));
  mbstate_t s = {0};
  wchar_t c;
  printf("%zu %x\n", mbrtowc(&c, "\u00e9", 2, &s), c);
  printf("%lc %d %d\n", towupper(L'\u00e9'), iswalpha(L'\u00e9') != 0, MB_CUR_MAX > 1);
  printf("%ld %g\n", wcstol(L"42", 0, 10), wcstod(L"2.5", 0));
  swprintf(w, 20, L"%d-%ls", 7, L"x");
  printf("%ls\n", w);
}
