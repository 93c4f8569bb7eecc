// Wide characters: wprintf and swprintf, swscanf, wcstok, wcsrtombs, towupper, wcstod, wmem functions.
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>
int main(void) {
  printf("%d\n", setlocale(LC_ALL, "C.UTF-8") != NULL);
  wchar_t buf[64], word[16]; int a; double d; char s[16];
  printf("%d", swprintf(buf, 64, L"%d|%5.2f|%ls|%s|%lc", 42, 3.14159, L"wide", "narrow", L'é'));
  printf(" %zu %ls\n", wcslen(buf), buf);
  printf("%d", swscanf(L"17 3.5 word narrow", L"%d %lf %ls %s", &a, &d, word, s));
  printf(" %d %g %ls %s\n", a, d, word, s);
  wchar_t text[] = L"eins,zwei,,drei", *save;
  for (wchar_t *w = wcstok(text, L",", &save); w; w = wcstok(NULL, L",", &save)) printf("<%ls>", w);
  puts("");
  const char *utf = "na\xc3\xafve \xe2\x82\xac \xf0\x9f\x98\x80";
  wchar_t wide[32]; size_t n = mbstowcs(wide, utf, 32);
  printf("%zu %x %x\n", n, (unsigned)wide[2], (unsigned)wide[8]);
  for (size_t i = 0; i < n; i++) wide[i] = towupper(wide[i]);
  char back[64]; printf("%zu %s\n", wcstombs(back, wide, 64), back);
  mbstate_t st; memset(&st, 0, sizeof st); wchar_t wc; size_t used, total = 0;
  for (const char *p = utf; (used = mbrtowc(&wc, p, MB_CUR_MAX, &st)) > 0 && used < 8; p += used) total += used;
  printf("%zu %zu %d %d\n", total, strlen(utf), mblen("\xc3\xa9", 4), wctomb(s, L'€'));
  printf("%d %d %d\n", iswalpha(L'é') != 0, iswdigit(L'5') != 0, iswspace(L' ') != 0);
  printf("%ld %g %d\n", wcstol(L"-123", NULL, 10), wcstod(L"2.5e2", NULL), wcscmp(L"a", L"b") < 0);
  wmemset(buf, L'x', 3); buf[3] = 0; printf("%ls %ls %td\n", buf, wcsstr(L"haystack", L"st"), wcschr(L"abc", L'c') - L"abc");
  printf("%d %d\n", wcwidth(L'a'), wctob(L'z'));
  fflush(stdout);
  FILE *f = fopen("w", "w+"); fwprintf(f, L"%ls %d\n", L"größe", 5); rewind(f);
  wint_t c; int count = 0; while ((c = fgetwc(f)) != WEOF) count++;
  printf("%d %d\n", count, fwide(f, 0) > 0);
  return 0;
}
