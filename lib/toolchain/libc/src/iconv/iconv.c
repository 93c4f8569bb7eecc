/* POSIX iconv: each character goes by way of its code point. */
#define _GNU_SOURCE
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum kind { UTF8, UTF16, UTF32, BYTES };

/* Bytes from 128 on that are not the code points of ISO-8859-1. */
static const unsigned short windows_1252[32] = {
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
  0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
};
static const unsigned short latin_9[32] = {
  0xa0, 0xa1, 0xa2, 0xa3, 0x20ac, 0xa5, 0x160, 0xa7, 0x161, 0xa9, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf,
  0xb0, 0xb1, 0xb2, 0xb3, 0x17d, 0xb5, 0xb6, 0xb7, 0x17e, 0xb9, 0xba, 0xbb, 0x152, 0x153, 0x178, 0xbf,
};

struct encoding {
  const char *names;
  enum kind kind;
  /* UTF-16 and UTF-32: 1 little, 2 big endian, 0 as the mark at the beginning says. */
  int order;
  /* BYTES: how many code points are themselves; 32 that are not, and where. */
  unsigned limit, from;
  const unsigned short *table;
};

static const struct encoding encodings[] = {
  { "UTF-8 UTF8 ", UTF8, 0, 0, 0, 0 },
  { "UTF-16LE UCS-2LE ", UTF16, 1, 0, 0, 0 },
  { "UTF-16BE UCS-2BE ", UTF16, 2, 0, 0, 0 },
  { "UTF-16 UTF16 UCS-2 ", UTF16, 0, 0, 0, 0 },
  { "UTF-32LE UCS-4LE WCHAR_T INTERNAL ", UTF32, 1, 0, 0, 0 },
  { "UTF-32BE UCS-4BE UCS-4 ", UTF32, 2, 0, 0, 0 },
  { "UTF-32 UTF32 ", UTF32, 0, 0, 0, 0 },
  { "ASCII US-ASCII ANSI_X3.4-1968 C 646 ", BYTES, 0, 128, 0, 0 },
  { "ISO-8859-1 ISO8859-1 ISO_8859-1 LATIN1 L1 ", BYTES, 0, 256, 0, 0 },
  { "ISO-8859-15 ISO8859-15 ISO_8859-15 LATIN-9 ", BYTES, 0, 256, 0xa0, latin_9 },
  { "WINDOWS-1252 CP1252 MS-ANSI ", BYTES, 0, 256, 0x80, windows_1252 },
};

struct converter {
  const struct encoding *from, *to;
  int from_order, to_order, ignore, translit, marked;
};

static const struct encoding *find(const char *name, size_t n) {
  for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
    for (const char *p = encodings[i].names; *p; p = strchr(p, ' ') + 1)
      if ((size_t)(strchr(p, ' ') - p) == n && !strncasecmp(p, name, n)) return &encodings[i];
  return 0;
}

iconv_t iconv_open(const char *to, const char *from) {
  size_t to_length = strcspn(to, "/");
  const struct encoding *target = find(*to ? to : "UTF-8", *to ? to_length : 5);
  const struct encoding *source = find(*from ? from : "UTF-8", *from ? strcspn(from, "/") : 5);
  struct converter *c = target && source ? calloc(1, sizeof *c) : 0;
  if (!c) {
    if (!target || !source) errno = EINVAL;
    return (iconv_t)-1;
  }
  *c = (struct converter){ source, target, source->order, target->order,
                           !!strcasestr(to + to_length, "//IGNORE"), !!strcasestr(to + to_length, "//TRANSLIT"), 0 };
  return c;
}

int iconv_close(iconv_t c) {
  free(c);
  return 0;
}

static unsigned word(const unsigned char *p, int bytes, int order) {
  unsigned n = 0;
  for (int i = 0; i < bytes; i++) n |= (unsigned)p[order == 2 ? bytes - 1 - i : i] << 8 * i;
  return n;
}

static void put_word(unsigned char *p, unsigned n, int bytes, int order) {
  for (int i = 0; i < bytes; i++) p[order == 2 ? bytes - 1 - i : i] = (unsigned char)(n >> 8 * i);
}

enum { ILLEGAL = -1, SHORT = -2 };

static int read_utf8(const unsigned char *p, size_t n, unsigned *to) {
  static const unsigned least[] = { 0, 0, 0x80, 0x800, 0x10000 };
  if (*p < 0x80) return *to = *p, 1;
  int size = *p >= 0xf0 ? 4 : *p >= 0xe0 ? 3 : 2;
  if (*p < 0xc2 || *p > 0xf4) return ILLEGAL;
  unsigned c = *p & (0x7fU >> size);
  for (int i = 1; i < size; i++) {
    if ((size_t)i == n) return SHORT;
    if ((p[i] & 0xc0) != 0x80) return ILLEGAL;
    c = c << 6 | (p[i] & 0x3f);
  }
  if (c < least[size] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return ILLEGAL;
  *to = c;
  return size;
}

/* Takes one character; how many bytes it had. A mark of byte order is `0xfeff` with `order` not known yet. */
static int read_one(const struct encoding *e, int order, const unsigned char *p, size_t n, unsigned *to) {
  switch (e->kind) {
  case UTF8:
    return read_utf8(p, n, to);
  case UTF32:
    if (n < 4) return SHORT;
    *to = word(p, 4, order);
    return *to > 0x10ffff || (*to >= 0xd800 && *to < 0xe000) ? ILLEGAL : 4;
  case UTF16: {
    if (n < 2) return SHORT;
    unsigned high = word(p, 2, order);
    if (high < 0xd800 || high > 0xdfff) return *to = high, 2;
    if (high >= 0xdc00) return ILLEGAL;
    if (n < 4) return SHORT;
    unsigned low = word(p + 2, 2, order);
    if (low < 0xdc00 || low > 0xdfff) return ILLEGAL;
    *to = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    return 4;
  }
  default:
    if (*p >= e->limit) return ILLEGAL;
    *to = e->table && *p >= e->from && *p < e->from + 32 ? e->table[*p - e->from] : *p;
    return *to || !*p ? 1 : ILLEGAL;
  }
}

/* Puts one character; its bytes, or SHORT when there is no room, or ILLEGAL when the encoding has none. */
static int put_one(const struct encoding *e, int order, unsigned c, unsigned char *p, size_t room) {
  switch (e->kind) {
  case UTF8: {
    int size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (room < (size_t)size) return SHORT;
    if (size == 1) return *p = (unsigned char)c, 1;
    for (int i = size - 1; i; i--, c >>= 6) p[i] = 0x80 | (c & 0x3f);
    *p = (unsigned char)(0xf00 >> size | c);
    return size;
  }
  case UTF32:
    if (room < 4) return SHORT;
    put_word(p, c, 4, order);
    return 4;
  case UTF16:
    if (room < (c < 0x10000 ? 2 : 4)) return SHORT;
    if (c < 0x10000) return put_word(p, c, 2, order), 2;
    put_word(p, 0xd800 + ((c - 0x10000) >> 10), 2, order);
    put_word(p + 2, 0xdc00 + ((c - 0x10000) & 0x3ff), 2, order);
    return 4;
  default: {
    unsigned byte = c < e->limit && !(e->table && c >= e->from && c < e->from + 32) ? c : 0x100;
    for (unsigned i = 0; e->table && i < 32; i++)
      if (e->table[i] == c) byte = e->from + i;
    if (byte > 0xff) return ILLEGAL;
    if (!room) return SHORT;
    *p = (unsigned char)byte;
    return 1;
  }
  }
}

size_t iconv(iconv_t cd, char **restrict in, size_t *restrict left, char **restrict out, size_t *restrict room) {
  struct converter *c = cd;
  size_t lossy = 0;
  if (!in || !*in) {
    c->marked = 0;
    c->from_order = c->from->order;
    return 0;
  }
  while (*left) {
    unsigned char *p = (unsigned char *)*in;
    unsigned code = 0, mark = 0;
    if (c->from->kind != UTF8 && c->from->kind != BYTES && !c->from_order) {
      size_t unit = c->from->kind == UTF16 ? 2 : 4;
      if (*left < unit) break;
      mark = word(p, (int)unit, 1) == 0xfeff || word(p, (int)unit, 2) == 0xfeff;
      c->from_order = word(p, (int)unit, 2) == 0xfeff ? 2 : 1;
      if (mark) {
        *in += unit;
        *left -= unit;
        continue;
      }
    }
    int used = read_one(c->from, c->from_order, p, *left, &code);
    if (used == SHORT) break;
    if (used == ILLEGAL) {
      errno = EILSEQ;
      if (!c->ignore) return (size_t)-1;
      ++*in, --*left;
      continue;
    }
    if (c->to->kind != UTF8 && c->to->kind != BYTES && !c->to_order && !c->marked) {
      int n = put_one(c->to, 1, 0xfeff, (unsigned char *)*out, *room);
      if (n < 0) return errno = E2BIG, (size_t)-1;
      *out += n, *room -= (size_t)n;
      c->marked = 1;
    }
    int made = put_one(c->to, c->to_order ? c->to_order : 1, code, (unsigned char *)*out, *room);
    if (made == ILLEGAL && c->translit) {
      made = put_one(c->to, 1, '?', (unsigned char *)*out, *room);
      if (made > 0) lossy++;
    }
    if (made == SHORT) return errno = E2BIG, (size_t)-1;
    if (made == ILLEGAL && !c->ignore) return errno = EILSEQ, (size_t)-1;
    if (made > 0) *out += made, *room -= (size_t)made;
    *in += used;
    *left -= (size_t)used;
  }
  if (*left) return errno = EINVAL, (size_t)-1;
  return lossy;
}
