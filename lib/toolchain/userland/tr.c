/* tr: XCU tr, options -c -C -d -s; ranges, classes, escapes. */
#include <ctype.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int parse(const char *s, unsigned char *to) {
  static const struct {
    const char *name;
    int (*is)(int);
  } classes[] = { { "[:alnum:]", isalnum }, { "[:alpha:]", isalpha }, { "[:blank:]", isblank }, { "[:cntrl:]", iscntrl },
                  { "[:digit:]", isdigit }, { "[:graph:]", isgraph }, { "[:lower:]", islower }, { "[:print:]", isprint },
                  { "[:punct:]", ispunct }, { "[:space:]", isspace }, { "[:upper:]", isupper }, { "[:xdigit:]", isxdigit } };
  static const char from[] = "abfnrtv\\", escaped[] = "\a\b\f\n\r\t\v\\";
  int n = 0;
  while (*s) {
    size_t k = 0;
    while (k < 12 && strncmp(s, classes[k].name, strlen(classes[k].name))) k++;
    if (k < 12) {
      for (int c = 0; c < 256; c++)
        if (c < 128 && classes[k].is(c)) to[n++] = (unsigned char)c;
      s += strlen(classes[k].name);
      continue;
    }
    int low, c;
    const char *at;
    for (int part = 0;; part++) {
      if (*s == '\\' && s[1]) {
        s++;
        if (*s >= '0' && *s < '8') {
          c = 0;
          for (int i = 0; i < 3 && *s >= '0' && *s < '8'; i++) c = c * 8 + *s++ - '0';
        } else {
          c = (at = strchr(from, *s)) ? escaped[at - from] : (unsigned char)*s;
          s++;
        }
      } else
        c = (unsigned char)*s++;
      if (part) break;
      low = c;
      if (*s != '-' || !s[1]) break;
      s++;
    }
    if (c < low) {
      fprintf(stderr, "tr: range-endpoints of '%c-%c' are in reverse collating sequence order\n", low, c);
      exit(1);
    }
    for (; low <= c; low++) to[n++] = (unsigned char)low;
  }
  return n;
}

int main(int argc, char **argv) {
  static unsigned char a[4096], b[4096], map[256], in_a[256], in_b[256], rest[256];
  int c, complement = 0, delete = 0, squeeze = 0;
  while ((c = getopt(argc, argv, "+cCds")) != -1) switch (c) {
    case 'c': case 'C': complement = 1; break;
    case 'd': delete = 1; break;
    case 's': squeeze = 1; break;
    default: return 1;
    }
  if (optind == argc || strlen(argv[optind]) > 1000 || (optind + 1 < argc && strlen(argv[optind + 1]) > 1000)) {
    fprintf(stderr, "tr: missing operand\n");
    return 1;
  }
  // A second string is for what is put in place, and with -d for what -s squeezes.
  int most = delete && !squeeze ? 1 : 2;
  if (argc - optind > most) {
    fprintf(stderr, "tr: extra operand '%s'\n", argv[optind + most]);
    return 1;
  }
  int n = parse(argv[optind], a), m = optind + 1 < argc ? parse(argv[optind + 1], b) : 0;
  if (!m && !delete && !squeeze) {
    fprintf(stderr, "tr: missing operand after '%s'\n", argv[optind]);
    return 1;
  }
  for (int i = 0; i < n; i++) in_a[a[i]] = 1;
  if (complement) {
    int k = 0;
    for (int i = 0; i < 256; i++)
      if (!in_a[i]) rest[k++] = (unsigned char)i;
    memset(in_a, 0, sizeof in_a);
    memcpy(a, rest, (size_t)k);
    n = k;
    for (int i = 0; i < n; i++) in_a[a[i]] = 1;
  }
  for (int i = 0; i < 256; i++) map[i] = (unsigned char)i;
  if (!delete && m)
    for (int i = 0; i < n; i++) map[a[i]] = b[i < m ? i : m - 1];
  for (int i = 0; i < m; i++) in_b[b[i]] = 1;
  unsigned char *squeezed = m ? in_b : in_a;
  for (int last = EOF; (c = getchar()) != EOF;) {
    if (delete && in_a[c]) continue;
    if (!delete) c = map[c];
    if (squeeze && c == last && squeezed[c]) continue;
    putchar(last = c);
  }
  return 0;
}
