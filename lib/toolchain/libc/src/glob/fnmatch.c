/* POSIX fnmatch: shell patterns (XCU 2.13); with FNM_EXTMATCH also ksh's groups of alternatives, as glibc has them. */
#define _GNU_SOURCE
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

/* The expression after '[': its end, or 0 when it has none before `pe` and '[' is itself. */
static const char *bracket(const char *p, const char *pe, int c, int flags, int *matched) {
  int invert = *p == '!' || *p == '^', found = 0, first = 1;
  if (invert) p++;
  c = fold(c, flags);
  for (; first || *p != ']'; first = 0) {
    if (p >= pe || (*p == '/' && flags & FNM_PATHNAME)) return 0;
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

static int is_group(const char *p, const char *pe, int flags) {
  return flags & FNM_EXTMATCH && pe - p > 1 && p[1] == '(' && memchr("?*+@!", *p, 5);
}

/* Behind the alternative that begins at `p`: at the '|' or ')' that ends it; 0 when nothing does. */
static const char *alternative(const char *p, const char *pe, int flags) {
  int depth = 0;
  for (; p < pe; p++) {
    if (*p == '[') {
      const char *q = p + 1;
      if (q < pe && (*q == '!' || *q == '^')) q++;
      if (q < pe && *q == ']') q++;
      while (q < pe && *q != ']') q++;
      if (q == pe) return 0;
      p = q;
    } else if (is_group(p, pe, flags)) {
      depth++;
      p++;
    } else if (depth == 0 && (*p == '|' || *p == ')'))
      return p;
    else if (*p == ')')
      depth--;
  }
  return 0;
}

/* Behind the group whose first alternative begins at `p`, or 0 when it has no end. */
static const char *group_end(const char *p, const char *pe, int flags) {
  while ((p = alternative(p, pe, flags)) && *p == '|') p++;
  return p ? p + 1 : 0;
}

/* A pattern, what it is to match, and where the whole string begins. */
struct text {
  const char *s, *se, *start;
};
static int match(const char *p, const char *pe, struct text t, int flags);

/* Whether one of a group's alternatives matches all of a text. */
static int any(const char *p, const char *end, struct text t, int flags) {
  while (p < end) {
    const char *stop = alternative(p, end, flags);
    if (!match(p, stop, t, flags)) return 1;
    p = stop + 1;
  }
  return 0;
}

/* The group at `p`, which ends before `rest`, and what is behind it. */
static int group(const char *p, const char *rest, const char *pe, struct text t, int flags) {
  char kind = *p;
  if ((kind == '?' || kind == '*') && !match(rest, pe, t, flags)) return 0;
  for (const char *to = t.s; to <= t.se; to++) {
    struct text head = { t.s, to, t.start }, tail = { to, t.se, t.start };
    if (any(p + 2, rest, head, flags) == (kind == '!')) continue;
    if (!match(rest, pe, tail, flags)) return 0;
    /* Once more: without progress that would go on for ever. */
    if ((kind == '*' || kind == '+') && to > t.s && !group(p, rest, pe, tail, flags)) return 0;
  }
  return FNM_NOMATCH;
}

static int match(const char *p, const char *pe, struct text t, int flags) {
  const char *s = t.s, *se = t.se, *star = 0, *from = 0, *end;
  for (;;) {
    int leading = flags & FNM_PERIOD && s < se && *s == '.' && (s == t.start || (flags & FNM_PATHNAME && s[-1] == '/'));
    const char *next = p + 1;
    int good = 0;
    if (p >= pe) {
      if (s == se || (flags & FNM_LEADING_DIR && *s == '/')) return 0;
    } else if (is_group(p, pe, flags) && (end = group_end(p + 2, pe, flags))) {
      struct text left = { s, se, t.start };
      /* glibc leaves at least a byte to a group that it meets right behind a star. */
      if (!(s == se && star && *p != '*' && *p != '?' && strspn(star, "*?") >= (size_t)(p - star)) &&
          !group(p, end, pe, left, flags))
        return 0;
    } else if (*p == '*') {
      if (leading) return FNM_NOMATCH;
      star = p;
      from = s;
      p++;
      continue;
    } else if (s < se) {
      int c = (unsigned char)*s;
      if (*p == '?')
        good = !leading && !(c == '/' && flags & FNM_PATHNAME);
      else if (*p == '[' && (end = bracket(p + 1, pe, c, flags, &good))) {
        next = end;
        if (leading || (c == '/' && flags & FNM_PATHNAME)) good = 0;
      } else {
        if (*p == '\\' && !(flags & FNM_NOESCAPE) && p + 1 < pe) next = ++p + 1;
        good = fold((unsigned char)*p, flags) == fold(c, flags);
      }
    }
    if (good) {
      p = next;
      s++;
      continue;
    }
    /* The last star takes one more byte. */
    if (!star || from == se || (*from == '/' && flags & FNM_PATHNAME)) return FNM_NOMATCH;
    p = star + 1;
    s = ++from;
  }
}

int fnmatch(const char *pattern, const char *s, int flags) {
  struct text all = { s, s + strlen(s), s };
  return match(pattern, pattern + strlen(pattern), all, flags);
}
