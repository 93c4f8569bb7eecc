#include <stdio.h>
#include <string.h>
static int decode(const char **s) {
  const unsigned char *p = (const unsigned char *)*s;
  int c = *p++, n = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
  if (n) c &= 0x3f >> n;
  while (n--) c = c << 6 | (*p++ & 0x3f);
  *s = (const char *)p;
  return c;
}
int main(void) {
  const char *s = u8"a\u00e9\u20ac\U0001F600z";
  printf("%zu\n", strlen(s));
  while (*s) printf("U+%04X ", decode(&s));
  puts("");
  printf("%zu %zu %zu\n", sizeof(u"\u20ac"), sizeof(U"x"), sizeof(L"ab"));
  printf("%d %d\n", u'\u00e9', U'\U0001F600');
  puts("caf\xc3\xa9"
       " "
       "\"tab\"\t|\a\b\x7c");
  puts("trigraph ??/ no \
continued");
}
