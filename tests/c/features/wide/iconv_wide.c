// Conversions in steps: iconv with small buffers and state, transliteration, marks of byte order, wide
// printing and reading back, utf-8 walked by hand against mbrtowc.
#include <errno.h>
#include <iconv.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>
static int next(const unsigned char **p) {
  int c = *(*p)++;
  if (c < 0x80) return c;
  int n = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
  c &= 0x3f >> n;
  while (n--) c = c << 6 | (*(*p)++ & 0x3f);
  return c;
}
int main(void) {
  char text[] = "h\xc3\xa9llo \xe2\x82\xac 10", out[8];
  iconv_t cd = iconv_open("UTF-16LE", "UTF-8");
  char *in = text;
  size_t left = strlen(text), total = 0;
  unsigned sum = 0;
  for (;;) {
    char *o = out;
    size_t room = 5;
    size_t r = iconv(cd, &in, &left, &o, &room);
    for (char *q = out; q < o; q++) sum = sum * 31 + (unsigned char)*q;
    total += o - out;
    if (r != (size_t)-1) break;
    if (errno != E2BIG) {
      printf("error %d\n", errno);
      break;
    }
  }
  printf("%zu %u %zu\n", total, sum, left);
  iconv_close(cd);
  cd = iconv_open("ISO-8859-15", "UTF-8");
  in = text;
  left = strlen(text);
  char latin[32], *o = latin;
  size_t room = 32;
  printf("%zd ", (ssize_t)iconv(cd, &in, &left, &o, &room));
  for (char *q = latin; q < o; q++) printf("%02x", (unsigned char)*q);
  puts("");
  iconv_close(cd);
  setlocale(LC_ALL, "C.UTF-8");
  const unsigned char *p = (const unsigned char *)text;
  mbstate_t st = {0};
  const char *m = text;
  int same = 1, n = 0;
  while (*p) {
    wchar_t w;
    size_t k = mbrtowc(&w, m, 8, &st);
    m += k;
    same &= next(&p) == (int)w;
    n++;
  }
  printf("%d %d\n", same, n);
  wchar_t wide[32], word[16];
  int a, b;
  swprintf(wide, 32, L"%ls=%d;%x", L"k\u00e9y", 42, 255);
  printf("%ls ", wide);
  printf("%d ", swscanf(wide, L"%l[^=]=%d;%x", word, &a, &b));
  printf("%d %d\n", a, b);
  return 0;
}
