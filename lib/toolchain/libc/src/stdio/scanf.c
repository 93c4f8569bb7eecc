/* The scanf family: C11 7.21.6.2, POSIX fscanf (positional arguments, m). */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include "../internal/decimal.h"
#include "../internal/file.h"

/* Input with a count of what was taken and a limit for one item. */
struct source {
  FILE *file;
  const char *text;
  long taken;
};

static int next(struct source *in) {
  int c = in->file ? __get(in->file) : *in->text ? (unsigned char)*in->text++ : EOF;
  if (c != EOF) in->taken++;
  return c;
}

static void back(struct source *in, int c) {
  if (c == EOF) return;
  in->taken--;
  if (in->file)
    ungetc(c, in->file);
  else
    in->text--;
}

static int skip_space(struct source *in) {
  int c;
  while (isspace(c = next(in)));
  return c;
}

/* Text that grows: of a number, or of %m. */
struct text {
  char *at, fixed[128];
  size_t n, room;
};

static int add(struct text *t, int c) {
  if (t->n + 1 >= t->room) {
    char *more = t->at == t->fixed ? malloc(2 * t->room) : realloc(t->at, 2 * t->room);
    if (!more) return 0;
    if (t->at == t->fixed) memcpy(more, t->fixed, t->n);
    t->at = more;
    t->room *= 2;
  }
  t->at[t->n++] = (char)c;
  t->at[t->n] = 0;
  return 1;
}

/* Takes what can begin an integer of `base` (0: as the prefix says). Its text is for strtol. */
static int take_integer(struct source *in, struct text *t, int *base, int width) {
  int c = next(in), digits = 0;
  if ((c == '+' || c == '-') && width) {
    add(t, c);
    width--;
    c = width ? next(in) : EOF;
    if (!width) return 0;
  }
  if (c == '0' && width && (*base == 0 || *base == 16)) {
    add(t, c);
    digits++;
    width--;
    c = width ? next(in) : -2;
    if (width && (c == 'x' || c == 'X')) {
      add(t, c);
      *base = 16;
      digits = 0;
      width--;
      c = width ? next(in) : -2;
    } else if (*base == 0)
      *base = 8;
  }
  if (*base == 0) *base = 10;
  while (width && c != EOF) {
    int d = isdigit(c) ? c - '0' : isalpha(c) ? (c | 32) - 'a' + 10 : 99;
    if (d >= *base) break;
    if (!add(t, c)) return 0;
    digits++;
    c = --width ? next(in) : -2;
  }
  if (c != -2) back(in, c);
  return digits;
}

/* Follows a word letter by letter, without regard to case; how many matched. */
static int take_word(struct source *in, struct text *t, const char *word, int *width, int *c) {
  int n = 0;
  while (word[n] && *width && *c != EOF && (*c | 32) == word[n]) {
    add(t, *c);
    n++;
    *c = --*width ? next(in) : -2;
  }
  return n;
}

/* Takes what can begin a floating number. C11 7.21.6.2p9: the longest prefix of a matching sequence, one byte put back. */
static int take_float(struct source *in, struct text *t, int width) {
  int c = next(in), digits = 0, hex = 0;
#define TAKE() (add(t, c), c = --width ? next(in) : -2)
  if (width && (c == '+' || c == '-')) TAKE();
  if (width && (c | 32) == 'i') {
    int n = take_word(in, t, "infinity", &width, &c);
    if (c != -2) back(in, c);
    return n == 3 || n == 8;
  }
  if (width && (c | 32) == 'n') {
    int n = take_word(in, t, "nan", &width, &c);
    if (n == 3 && c == '(') {
      TAKE();
      while (width && c != EOF && (isalnum(c) || c == '_')) TAKE();
      if (width && c == ')')
        TAKE();
      else
        n = 0;
    }
    if (c != -2) back(in, c);
    return n == 3;
  }
  if (width && c == '0') {
    digits++;
    TAKE();
    if (width && (c | 32) == 'x' && c != EOF) {
      hex = 1;
      digits = 0;
      TAKE();
    }
  }
  while (width && c != EOF && (hex ? isxdigit(c) : isdigit(c))) {
    digits++;
    TAKE();
  }
  if (width && c == '.') {
    TAKE();
    while (width && c != EOF && (hex ? isxdigit(c) : isdigit(c))) {
      digits++;
      TAKE();
    }
  }
  if (digits && width && c != EOF && (c | 32) == (hex ? 'p' : 'e')) {
    /* glibc takes a lone exponent letter too. */
    TAKE();
    if (width && (c == '+' || c == '-')) TAKE();
    while (width && c != EOF && isdigit(c)) TAKE();
  }
#undef TAKE
  if (c != -2) back(in, c);
  return digits;
}

static void store(void *to, int length, unsigned long n) {
  switch (length) {
  case 'H':
    *(char *)to = (char)n;
    break;
  case 'h':
    *(short *)to = (short)n;
    break;
  case 0:
    *(int *)to = (int)n;
    break;
  default:
    *(long *)to = (long)n;
  }
}

/* %[: the set after it; gives where the format goes on. */
static const char *read_set(const char *p, unsigned char set[256]) {
  int invert = *p == '^', first = 1;
  if (invert) p++;
  memset(set, invert, 256);
  for (; *p && (first || *p != ']'); p++, first = 0) {
    if (*p == '-' && !first && p[1] && p[1] != ']' ) {
      for (int c = (unsigned char)p[-1]; c <= (unsigned char)p[1]; c++) set[c] = !invert;
      p++;
    } else
      set[(unsigned char)*p] = !invert;
  }
  return *p ? p + 1 : p;
}

struct args {
  va_list list;
};

static void *pointer_at(struct args *a, int n) {
  va_list from;
  void *p = 0;
  va_copy(from, a->list);
  while (n--) p = va_arg(from, void *);
  va_end(from);
  return p;
}

/* One character into a byte or wide string. */
struct target {
  int wide, grow;
  char *to;
  wchar_t *wto;
  struct text text;
  mbstate_t state;
  size_t count;
};

static int put_char(struct target *t, int c) {
  if (t->wide) {
    wchar_t w;
    char byte = (char)c;
    size_t n = mbrtowc(&w, &byte, 1, &t->state);
    if (n == (size_t)-1) return 0;
    if (n == (size_t)-2) return 1;
    if (t->grow) {
      for (size_t i = 0; i < sizeof w; i++)
        if (!add(&t->text, ((char *)&w)[i])) return 0;
    } else if (t->wto)
      t->wto[t->count] = w;
  } else if (t->grow) {
    if (!add(&t->text, c)) return 0;
  } else if (t->to)
    t->to[t->count] = (char)c;
  t->count++;
  return 1;
}

static int scan(struct source *in, const char *format, va_list list) {
  struct args a;
  int done = 0, ended = 0, c;
  va_copy(a.list, list);
  for (; *format; format++) {
    if (isspace((unsigned char)*format)) {
      c = skip_space(in);
      back(in, c);
      continue;
    }
    if (*format != '%' || format[1] == '%') {
      if (*format == '%') {
        format++;
        c = skip_space(in);
      } else
        c = next(in);
      if (c == (unsigned char)*format) continue;
      ended = c == EOF;
      back(in, c);
      break;
    }
    format++;
    int assign = 1, width = 0, length = 0, grow = 0, at = 0;
    const char *q = format;
    while (isdigit((unsigned char)*q)) at = at * 10 + (*q++ - '0');
    if (*q == '$' && q > format)
      format = q + 1;
    else
      at = 0;
    for (;; format++) {
      if (*format == '*')
        assign = 0;
      else if (*format != '\'')
        break;
    }
    while (isdigit((unsigned char)*format)) width = width * 10 + (*format++ - '0');
    if (*format == 'm') {
      grow = 1;
      format++;
    }
    switch (*format) {
    case 'h':
      length = *++format == 'h' ? (format++, 'H') : 'h';
      break;
    case 'l':
      length = *++format == 'l' ? (format++, 'q') : 'l';
      break;
    case 'j': case 'z': case 't': case 'L': case 'q':
      length = *format++;
      break;
    }
    int conversion = *format;
    if (conversion == 'C' || conversion == 'S') {
      conversion |= 32;
      length = 'l';
    }
    void *to = 0;
    if (assign) to = at ? pointer_at(&a, at) : va_arg(a.list, void *);
    if (conversion == 'n') {
      if (assign) store(to, length, (unsigned long)in->taken);
      continue;
    }
    if (!strchr("c[", conversion)) {
      c = skip_space(in);
      if (c == EOF) {
        ended = 1;
        break;
      }
      back(in, c);
    }
    struct text text = { .room = sizeof text.fixed };
    text.at = text.fixed;
    int good = 0, base = 10;
    switch (conversion) {
    case 'd': case 'u': case 'i': case 'o': case 'x': case 'X': case 'p': {
      base = conversion == 'i' ? 0 : conversion == 'o' ? 8 : (conversion | 32) == 'x' || conversion == 'p' ? 16 : 10;
      good = take_integer(in, &text, &base, width ? width : INT_MAX);
      if (good && assign) {
        int error = errno;
        store(to, conversion == 'p' ? 'l' : length,
              conversion == 'd' || conversion == 'i' ? (unsigned long)strtol(text.at, 0, base) : strtoul(text.at, 0, base));
        errno = error;
      }
      break;
    }
    case 'e': case 'f': case 'g': case 'a': case 'E': case 'F': case 'G': case 'A':
      good = take_float(in, &text, width ? width : INT_MAX);
      if (good && assign) {
        if (length == 'L')
          *(long double *)to = strtold(text.at, 0);
        else if (length == 'l')
          *(double *)to = strtod(text.at, 0);
        else
          *(float *)to = strtof(text.at, 0);
      }
      break;
    case 's': case 'c': case '[': {
      unsigned char set[256];
      struct target t = { .wide = length == 'l', .grow = grow && assign };
      t.text.at = t.text.fixed;
      t.text.room = sizeof t.text.fixed;
      if (assign && !grow) {
        t.to = to;
        t.wto = to;
      }
      if (!assign) t.wide = 0;
      if (conversion == '[')
        format = read_set(format + 1, set) - 1;
      else if (conversion == 's')
        for (int i = 0; i < 256; i++) set[i] = !isspace(i);
      else {
        memset(set, 1, sizeof set);
        if (!width) width = 1;
      }
      int left = width ? width : INT_MAX, failed = 0;
      c = -2;
      while (left && (c = next(in)) != EOF && set[c]) {
        if (!put_char(&t, c)) {
          failed = 1;
          break;
        }
        left--;
        good++;
        c = -2;
      }
      if (c == EOF && !good) ended = 1;
      if (c >= 0 && !failed) back(in, c);
      if (conversion == 'c' && left) {
        /* Fewer bytes than the width is a matching failure. */
        if (good) good = width == INT_MAX;
        if (!good && c == EOF) ended = 1;
      }
      if (failed) good = 0;
      if (good && conversion != 'c') {
        if (t.grow)
          for (size_t i = 0; i < (t.wide ? sizeof(wchar_t) : 1); i++) add(&t.text, 0);
        else if (t.wide && t.wto)
          t.wto[t.count] = 0;
        else if (t.to)
          t.to[t.count] = 0;
      }
      if (t.grow) {
        if (good && t.text.at == t.text.fixed) {
          char *copy = malloc(t.text.n);
          if (copy) memcpy(copy, t.text.fixed, t.text.n);
          t.text.at = copy;
        }
        if (good)
          *(char **)to = t.text.at;
        else if (t.text.at != t.text.fixed)
          free(t.text.at);
      }
      break;
    }
    default:
      break;
    }
    if (text.at != text.fixed) free(text.at);
    if (!good) break;
    if (assign) done++;
  }
  va_end(a.list);
  return ended && !done ? EOF : done;
}

int vfscanf(FILE *restrict f, const char *restrict format, va_list args) {
  struct source in = { .file = f };
  LOCK(f);
  int n = scan(&in, format, args);
  UNLOCK(f);
  return n;
}

int vsscanf(const char *restrict s, const char *restrict format, va_list args) {
  struct source in = { .text = s };
  return scan(&in, format, args);
}

int vscanf(const char *restrict format, va_list args) { return vfscanf(stdin, format, args); }

int scanf(const char *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vfscanf(stdin, format, args);
  va_end(args);
  return n;
}

int fscanf(FILE *restrict f, const char *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vfscanf(f, format, args);
  va_end(args);
  return n;
}

int sscanf(const char *restrict s, const char *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vsscanf(s, format, args);
  va_end(args);
  return n;
}
