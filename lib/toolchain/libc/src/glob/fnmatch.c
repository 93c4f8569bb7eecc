/* POSIX fnmatch: shell patterns (XCU 2.13). */
#include <ctype.h>
#include <fnmatch.h>
#include <string.h>

static int fold(int c, int flags) { return flags & FNM_CASEFOLD ? tolower(c) : c; }

static int in_class(const char *name, size_t n, int c) {
  static const struct {
    const char *name;
    int (*is)(int);
  } classes[] = { { "alnum", isalnum }, { "alpha", isalpha }, { "blank", isblank }, { "cntrl", iscntrl },
                  { "digit", isdigit }, { "graph", isgraph }, { "lower", islower }, { "print", isprint },
                  { "punct", ispunct }, { "space", isspace }, { "upper", isupper }, { "xdigit", isxdigit } };
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    if (strlen(classes[i].name) == n && !memcmp(classes[i].name, name, n)) return classes[i].is(c) != 0;
  return 0;
}

/* The expression after '[': its end, or 0 when it has none and '[' is itself. */
static const char *bracket(const char *p, int c, int flags, int *matched) {
  int invert = *p == '!' || *p == '^', found = 0, first = 1;
  if (invert) p++;
  c = fold(c, flags);
  for (; first || *p != ']'; first = 0) {
    if (!*p || (*p == '/' && flags & FNM_PATHNAME)) return 0;
    if (*p == '[' && (p[1] == ':' || p[1] == '.' || p[1] == '=')) {
      char kind = p[1];
      const char *end = p + 2;
      while (*end && !(*end == kind && end[1] == ']')) end++;
      if (*end) {
        size_t n = (size_t)(end - p - 2);
        if (kind == ':' ? in_class(p + 2, n, c) : n == 1 && fold((unsigned char)p[2], flags) == c) found = 1;
        p = end + 2;
        continue;
      }
    }
    if (*p == '\\' && !(flags & FNM_NOESCAPE) && p[1]) p++;
    int low = fold((unsigned char)*p++, flags), high = low;
    if (*p == '-' && p[1] && p[1] != ']') {
      p++;
      if (*p == '\\' && !(flags & FNM_NOESCAPE) && p[1]) p++;
      high = fold((unsigned char)*p++, flags);
    }
    if (c >= low && c <= high) found = 1;
  }
  *matched = found != invert;
  return p + 1;
}

static int match(const char *p, const char *s, const char *start, int flags) {
  const char *star = 0, *from = 0;
  for (;;) {
    int leading = flags & FNM_PERIOD && *s == '.' && (s == start || (flags & FNM_PATHNAME && s[-1] == '/'));
    const char *next = p + 1;
    int good = 0;
    if (!*p) {
      if (!*s || (flags & FNM_LEADING_DIR && *s == '/')) return 0;
    } else if (*p == '*') {
      if (leading) return FNM_NOMATCH;
      star = p;
      from = s;
      p++;
      continue;
    } else if (*s) {
      const char *end;
      int c = (unsigned char)*s;
      if (*p == '?')
        good = !leading && !(c == '/' && flags & FNM_PATHNAME);
      else if (*p == '[' && (end = bracket(p + 1, c, flags, &good))) {
        next = end;
        if (leading || (c == '/' && flags & FNM_PATHNAME)) good = 0;
      } else {
        if (*p == '\\' && !(flags & FNM_NOESCAPE) && p[1]) next = ++p + 1;
        good = fold((unsigned char)*p, flags) == fold(c, flags);
      }
    }
    if (good) {
      p = next;
      s++;
      continue;
    }
    /* The last star takes one more byte. */
    if (!star || !*from || (*from == '/' && flags & FNM_PATHNAME)) return FNM_NOMATCH;
    p = star + 1;
    s = ++from;
  }
}

int fnmatch(const char *pattern, const char *s, int flags) { return match(pattern, s, s, flags); }
