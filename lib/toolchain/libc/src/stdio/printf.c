/* The printf family: C11 7.21.6, POSIX fprintf (positional arguments, '), printf(3) (%m). */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>
#include "../internal/file.h"
#include "printf.h"

void __sink(struct sink *out, const char *s, size_t n) {
  if (out->file) {
    if (n && __fwrite(s, n, out->file) != n) out->failed = 1;
  } else if (out->count < out->room) {
    size_t room = out->room - out->count;
    memcpy(out->to + out->count, s, n < room ? n : room);
  }
  out->count += n;
}

void __sink_pad(struct sink *out, char c, int n) {
  char some[64];
  if (n <= 0) return;
  memset(some, c, n < 64 ? (size_t)n : sizeof some);
  for (; n > 64; n -= 64) __sink(out, some, 64);
  __sink(out, some, (size_t)n);
}

/* One argument of a call, as wide as it needs. */
union value {
  uintmax_t u;
  void *p;
  double d;
  long double ld;
};

enum kind { NONE, INT, LONG, POINTER, DOUBLE, LONG_DOUBLE };

static enum kind kind_of(const struct spec *s) {
  switch (s->conversion) {
  case 'd': case 'i': case 'o': case 'u': case 'x': case 'X':
    return s->length && !strchr("hH", s->length) ? LONG : INT;
  case 'c':
    return INT;
  case 'C':
    return INT;
  case 's': case 'S': case 'p': case 'n':
    return POINTER;
  case 'e': case 'f': case 'g': case 'a': case 'E': case 'F': case 'G': case 'A':
    return s->length == 'L' ? LONG_DOUBLE : DOUBLE;
  default:
    return NONE;
  }
}

/* A va_list inside a struct can be handed on and goes on where it was left. */
struct args {
  va_list list;
};

static void fetch(struct args *a, enum kind kind, union value *v) {
  v->u = 0;
  switch (kind) {
  case INT:
    v->u = (uintmax_t)va_arg(a->list, int);
    break;
  case LONG:
    v->u = va_arg(a->list, uintmax_t);
    break;
  case POINTER:
    v->p = va_arg(a->list, void *);
    break;
  case DOUBLE:
    v->d = va_arg(a->list, double);
    break;
  case LONG_DOUBLE:
    v->ld = va_arg(a->list, long double);
    break;
  case NONE:
    break;
  }
}

static int next_int(struct args *a) { return va_arg(a->list, int); }

/* Digits at *p; -1 when they pass INT_MAX. */
static int number(const char **p) {
  unsigned long n = 0;
  for (; (unsigned)**p - '0' < 10; ++*p) {
    n = n * 10 + (unsigned long)(**p - '0');
    if (n > INT_MAX) n = (unsigned long)INT_MAX + 1;
  }
  return n > INT_MAX ? -1 : (int)n;
}

/* "n$" at *p gives n, else 0 and *p stays. */
static int position(const char **p) {
  const char *q = *p;
  int n = number(&q);
  if (q == *p || *q != '$') return 0;
  *p = q + 1;
  return n;
}

/* Reads one specification after its %. 0 when a number is too large. */
static int parse(const char **at, struct spec *s) {
  static const char flags[] = "-+ #0'";
  const char *p = *at, *flag;
  memset(s, 0, sizeof *s);
  s->precision = -1;
  s->width_at = s->precision_at = -1;
  s->value = position(&p);
  for (; *p && (flag = strchr(flags, *p)); p++) s->flags |= 1 << (flag - flags);
  if (*p == '*') {
    p++;
    s->width_at = position(&p);
  } else if ((s->width = number(&p)) < 0)
    return 0;
  if (*p == '.') {
    p++;
    if (*p == '*') {
      p++;
      s->precision_at = position(&p);
    } else if (*p == '-') {
      p++;
      number(&p);
    } else if ((s->precision = number(&p)) < 0)
      return 0;
  }
  switch (*p) {
  case 'h':
    s->length = *++p == 'h' ? (p++, 'H') : 'h';
    break;
  case 'l':
    s->length = *++p == 'l' ? (p++, 'q') : 'l';
    break;
  case 'j': case 'z': case 't': case 'L': case 'q': case 'Z':
    s->length = *p++;
    break;
  }
  s->conversion = *p;
  if (*p) p++;
  *at = p;
  return 1;
}

static uintmax_t narrow(const struct spec *s, uintmax_t u, int is_signed) {
  switch (s->length) {
  case 'H':
    return is_signed ? (uintmax_t)(signed char)u : (unsigned char)u;
  case 'h':
    return is_signed ? (uintmax_t)(short)u : (unsigned short)u;
  case 0:
    return is_signed ? (uintmax_t)(int)u : (unsigned)u;
  default:
    return u;
  }
}

static void print_integer(struct sink *out, const struct spec *s, uintmax_t u) {
  char text[24], *end = text + sizeof text, *p = end;
  const char *prefix = "";
  char c = s->conversion;
  int is_signed = c == 'd' || c == 'i', precision = s->precision;
  if (c == 'p')
    prefix = "0x";
  else
    u = narrow(s, u, is_signed);
  if (is_signed) {
    prefix = (intmax_t)u < 0 ? "-" : s->flags & PLUS ? "+" : s->flags & SPACE ? " " : "";
    if ((intmax_t)u < 0) u = -u;
  } else if (c == 'p' && s->flags & PLUS)
    prefix = "+0x";
  else if (c == 'p' && s->flags & SPACE)
    prefix = " 0x";
  else if (s->flags & ALTERNATE && u && (c | 32) == 'x')
    prefix = c == 'x' ? "0x" : "0X";
  if (c == 'x' || c == 'X' || c == 'p') {
    const char *figures = c == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
    for (; u; u >>= 4) *--p = figures[u & 15];
  } else if (c == 'o') {
    for (; u; u >>= 3) *--p = (char)('0' + (u & 7));
    if (s->flags & ALTERNATE && precision <= end - p) precision = (int)(end - p) + 1;
  } else
    for (; u; u /= 10) *--p = (char)('0' + u % 10);
  int n = (int)(end - p), zeros = (precision < 0 ? 1 : precision) - n, before = (int)strlen(prefix);
  if (zeros < 0) zeros = 0;
  int pad = s->width - before - zeros - n;
  if (!(s->flags & LEFT) && s->flags & ZERO && precision < 0 && pad > 0) {
    zeros += pad;
    pad = 0;
  }
  if (!(s->flags & LEFT)) __sink_pad(out, ' ', pad);
  __sink(out, prefix, (size_t)before);
  __sink_pad(out, '0', zeros);
  __sink(out, p, (size_t)n);
  if (s->flags & LEFT) __sink_pad(out, ' ', pad);
}

static void print_text(struct sink *out, const struct spec *s, const char *text, size_t n) {
  int pad = s->width > 0 && (size_t)s->width > n ? s->width - (int)n : 0;
  if (!(s->flags & LEFT)) __sink_pad(out, ' ', pad);
  __sink(out, text, n);
  if (s->flags & LEFT) __sink_pad(out, ' ', pad);
}

/* %ls: characters that fit whole into the precision, in bytes. 0 when one has no encoding. */
static int print_wide(struct sink *out, const struct spec *s, const wchar_t *w) {
  char one[MB_LEN_MAX];
  size_t n = 0, limit = s->precision < 0 ? SIZE_MAX : (size_t)s->precision;
  mbstate_t state = { 0 };
  const wchar_t *end = w;
  for (; n < limit && *end; end++) {
    size_t k = wcrtomb(one, *end, &state);
    if (k == (size_t)-1) return 0;
    if (k > limit - n) break;
    n += k;
  }
  int pad = s->width > 0 && (size_t)s->width > n ? s->width - (int)n : 0;
  if (!(s->flags & LEFT)) __sink_pad(out, ' ', pad);
  for (; w < end; w++) __sink(out, one, wcrtomb(one, *w, &state));
  if (s->flags & LEFT) __sink_pad(out, ' ', pad);
  return 1;
}

static void store_count(const struct spec *s, void *to, size_t count) {
  switch (s->length) {
  case 'H':
    *(signed char *)to = (signed char)count;
    break;
  case 'h':
    *(short *)to = (short)count;
    break;
  case 0:
    *(int *)to = (int)count;
    break;
  default:
    *(long *)to = (long)count;
  }
}

/* Prints one value. 0 when it has no encoding. */
static int print(struct sink *out, struct spec *s, const union value *v, int error) {
  switch (s->conversion) {
  case 'd': case 'i': case 'o': case 'u': case 'x': case 'X':
    print_integer(out, s, v->u);
    return 1;
  case 'p':
    if (v->p)
      print_integer(out, s, v->u);
    else
      print_text(out, s, "(nil)", 5);
    return 1;
  case 'e': case 'f': case 'g': case 'a': case 'E': case 'F': case 'G': case 'A':
    __print_float(out, s, s->length == 'L' ? v->ld : (long double)v->d, s->length == 'L');
    return 1;
  case 'C':
    s->length = 'l';
    /* fall through */
  case 'c':
    if (s->length == 'l') {
      char one[MB_LEN_MAX];
      mbstate_t state = { 0 };
      size_t n = wcrtomb(one, (wchar_t)v->u, &state);
      if (n == (size_t)-1) return 0;
      print_text(out, s, one, n);
    } else {
      char c = (char)v->u;
      print_text(out, s, &c, 1);
    }
    return 1;
  case 'S':
    s->length = 'l';
    /* fall through */
  case 's': {
    const char *text = v->p;
    if (text && s->length == 'l') return print_wide(out, s, v->p);
    if (!text) text = s->precision < 0 || s->precision >= 6 ? "(null)" : "";
    print_text(out, s, text, s->precision < 0 ? strlen(text) : strnlen(text, (size_t)s->precision));
    return 1;
  }
  case 'm': {
    const char *text = s->flags & ALTERNATE ? strerrorname_np(error) : strerror(error);
    print_text(out, s, text, s->precision < 0 ? strlen(text) : strnlen(text, (size_t)s->precision));
    return 1;
  }
  case 'n':
    store_count(s, v->p, out->count);
    return 1;
  }
  return 1;
}

#define POSITIONS 64

/* Positional arguments can be read only in order, so a first pass learns the type of each. */
static int gather(const char *format, struct args *a, union value *values) {
  enum kind kinds[POSITIONS + 1] = { NONE };
  struct spec s;
  int most = 0;
  while ((format = strchr(format, '%'))) {
    format++;
    if (!parse(&format, &s)) return 0;
    int at[3] = { s.value, s.width_at, s.precision_at };
    for (int i = 0; i < 3; i++) {
      if (at[i] <= 0) continue;
      if (at[i] > POSITIONS) return 0;
      kinds[at[i]] = i ? INT : kind_of(&s);
      if (at[i] > most) most = at[i];
    }
  }
  for (int i = 1; i <= most; i++) fetch(a, kinds[i] == NONE ? INT : kinds[i], &values[i]);
  return 1;
}

static void set_width(struct spec *s, int width) {
  if (width < 0) {
    s->flags |= LEFT;
    width = width == INT_MIN ? INT_MAX : -width;
  }
  s->width = width;
}

int __printf_core(struct sink *out, const char *format, va_list list) {
  struct args a;
  union value *values = 0;
  int error = errno, good = 1;
  va_copy(a.list, list);
  while (good && *format) {
    const char *percent = strchrnul(format, '%');
    __sink(out, format, (size_t)(percent - format));
    format = percent;
    if (!*format) break;
    const char *start = format++;
    struct spec s;
    if (!parse(&format, &s)) {
      errno = EOVERFLOW;
      good = 0;
      break;
    }
    if (!values && (s.value > 0 || s.width_at > 0 || s.precision_at > 0)) {
      values = __builtin_alloca((POSITIONS + 1) * sizeof *values);
      if (!gather(start, &a, values)) {
        errno = EINVAL;
        good = 0;
        break;
      }
    }
    if (s.width_at >= 0) set_width(&s, s.width_at ? (int)values[s.width_at].u : next_int(&a));
    if (s.precision_at >= 0) {
      s.precision = s.precision_at ? (int)values[s.precision_at].u : next_int(&a);
      if (s.precision < 0) s.precision = -1;
    }
    if (s.conversion == '%') {
      __sink(out, "%", 1);
      continue;
    }
    enum kind kind = kind_of(&s);
    if (kind == NONE && s.conversion != 'm') {
      if (!s.conversion) {
        errno = EINVAL;
        good = 0;
        break;
      }
      /* Not a conversion: shown as it stands, as glibc does. */
      __sink(out, start, (size_t)(format - start));
      continue;
    }
    union value v;
    v.u = 0;
    if (kind != NONE && !s.value) fetch(&a, kind, &v);
    good = print(out, &s, kind != NONE && s.value ? &values[s.value] : &v, error);
  }
  va_end(a.list);
  if (!good || out->failed) return -1;
  if (out->count > INT_MAX) {
    errno = EOVERFLOW;
    return -1;
  }
  return (int)out->count;
}

/* An unbuffered stream gets a buffer for the time of a call, so that the call makes one write. */
int vfprintf(FILE *restrict f, const char *restrict format, va_list args) {
  unsigned char room[1024];
  struct sink out = { .file = f };
  LOCK(f);
  int unbuffered = f->flags & F_UNBUFFERED;
  /* Else the first text finds no room yet: into a small buffer it goes past it, as in glibc. */
  if ((unbuffered || !(f->flags & F_WRITE)) && !(f->flags & F_WRITING) && __to_write(f)) {
    UNLOCK(f);
    return -1;
  }
  if (unbuffered) {
    f->buf = f->wp = room;
    f->size = sizeof room;
    f->flags &= ~F_UNBUFFERED;
  }
  int n = __printf_core(&out, format, args);
  if (unbuffered) {
    if (__flush(f)) n = -1;
    f->buf = f->wp = f->rp = f->re = f->one;
    f->size = 1;
    f->flags |= F_UNBUFFERED;
  }
  UNLOCK(f);
  return n;
}

int vsnprintf(char *restrict to, size_t room, const char *restrict format, va_list args) {
  struct sink out = { .to = to, .room = room ? room - 1 : 0 };
  int n = __printf_core(&out, format, args);
  if (room) to[out.count < room ? out.count : room - 1] = 0;
  return n;
}

int vprintf(const char *restrict format, va_list args) { return vfprintf(stdout, format, args); }

int vsprintf(char *restrict to, const char *restrict format, va_list args) {
  return vsnprintf(to, INT_MAX, format, args);
}

int vdprintf(int fd, const char *restrict format, va_list args) {
  char room[1024];
  FILE f = { .fd = fd, .flags = F_WRITE | F_WRITING | F_USER_BUFFER | F_NO_LOCK, .offset = -1, .ops = &__fd_ops };
  f.buf = f.wp = (unsigned char *)room;
  f.size = sizeof room;
  struct sink out = { .file = &f };
  int n = __printf_core(&out, format, args);
  return __flush(&f) ? -1 : n;
}

int vasprintf(char **restrict to, const char *restrict format, va_list args) {
  char room[256];
  va_list again;
  va_copy(again, args);
  int n = vsnprintf(room, sizeof room, format, args);
  *to = n < 0 ? 0 : malloc((size_t)n + 1);
  if (!*to)
    n = -1;
  else if (n < (int)sizeof room)
    memcpy(*to, room, (size_t)n + 1);
  else
    vsnprintf(*to, (size_t)n + 1, format, again);
  va_end(again);
  return n;
}

int printf(const char *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vfprintf(stdout, format, args);
  va_end(args);
  return n;
}

int fprintf(FILE *restrict f, const char *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vfprintf(f, format, args);
  va_end(args);
  return n;
}

int dprintf(int fd, const char *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vdprintf(fd, format, args);
  va_end(args);
  return n;
}

int sprintf(char *restrict to, const char *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vsprintf(to, format, args);
  va_end(args);
  return n;
}

int snprintf(char *restrict to, size_t room, const char *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vsnprintf(to, room, format, args);
  va_end(args);
  return n;
}

int asprintf(char **restrict to, const char *restrict format, ...) {
  va_list args;
  va_start(args, format);
  int n = vasprintf(to, format, args);
  va_end(args);
  return n;
}
