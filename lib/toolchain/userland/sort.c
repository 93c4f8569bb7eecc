/* sort: XCU sort, options -n -r -u -f -b -t -k (FIELD[.CHAR][,FIELD]) -o -c. */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int numeric, reverse, unique, fold, blanks, separator = -1;
static struct {
  int from, from_char, to, numeric, reverse;
} keys[16];
static int key_count;

static const char *field(const char *s, int n) {
  while (--n > 0 && *s) {
    if (separator >= 0) {
      s += strcspn(s, (char[2]){ (char)separator, 0 });
      if (*s) s++;
    } else {
      while (isblank((unsigned char)*s)) s++;
      while (*s && !isblank((unsigned char)*s)) s++;
    }
  }
  return s;
}

static const char *field_end(const char *s, int n) {
  s = field(s, n);
  if (separator >= 0) return s + strcspn(s, (char[2]){ (char)separator, 0 });
  while (isblank((unsigned char)*s)) s++;
  while (*s && !isblank((unsigned char)*s)) s++;
  return s;
}

static int compare_text(const char *a, size_t n, const char *b, size_t m, int as_number) {
  if (as_number) {
    long double x = strtold(a, 0), y = strtold(b, 0);
    return x < y ? -1 : x > y;
  }
  for (; n && m; a++, b++, n--, m--) {
    int x = (unsigned char)*a, y = (unsigned char)*b;
    if (fold) {
      x = toupper(x);
      y = toupper(y);
    }
    if (x != y) return x - y;
  }
  return n ? 1 : m ? -1 : 0;
}

static int compare_keys(const char *a, const char *b) {
  if (!key_count) {
    int r = compare_text(a, strlen(a), b, strlen(b), numeric);
    return reverse ? -r : r;
  }
  for (int i = 0; i < key_count; i++) {
    const char *x = field(a, keys[i].from), *y = field(b, keys[i].from);
    const char *x_end = keys[i].to ? field_end(a, keys[i].to) : x + strlen(x);
    const char *y_end = keys[i].to ? field_end(b, keys[i].to) : y + strlen(y);
    if (blanks) {
      while (isblank((unsigned char)*x)) x++;
      while (isblank((unsigned char)*y)) y++;
    }
    for (int k = 1; k < keys[i].from_char; k++) x += x < x_end, y += y < y_end;
    int r = compare_text(x, x_end > x ? (size_t)(x_end - x) : 0, y, y_end > y ? (size_t)(y_end - y) : 0,
                         numeric || keys[i].numeric);
    if (r) return reverse || keys[i].reverse ? -r : r;
  }
  return 0;
}

static int order(const void *a, const void *b) {
  const char *x = *(char *const *)a, *y = *(char *const *)b;
  int r = compare_keys(x, y);
  /* Equal keys: whole lines decide. */
  if (!r && !unique) r = reverse ? strcmp(y, x) : strcmp(x, y);
  return r;
}

static void add_key(const char *s) {
  if (key_count == 16) exit(2);
  char *end;
  keys[key_count].from = (int)strtol(s, &end, 10);
  if (*end == '.') keys[key_count].from_char = (int)strtol(end + 1, &end, 10);
  for (; *end && *end != ','; end++) {
    keys[key_count].numeric |= *end == 'n';
    keys[key_count].reverse |= *end == 'r';
  }
  if (*end == ',') keys[key_count].to = (int)strtol(end + 1, &end, 10);
  for (; *end; end++) {
    keys[key_count].numeric |= *end == 'n';
    keys[key_count].reverse |= *end == 'r';
  }
  key_count++;
}

int main(int argc, char **argv) {
  char **lines = 0, *line = 0;
  const char *output = 0;
  size_t n = 0, room = 0, size = 0;
  int c, check = 0;
  while ((c = getopt(argc, argv, "nrufbt:k:o:cs")) != -1) switch (c) {
    case 'n': numeric = 1; break;
    case 'r': reverse = 1; break;
    case 'u': unique = 1; break;
    case 'f': fold = 1; break;
    case 'b': blanks = 1; break;
    case 't': separator = (unsigned char)*optarg; break;
    case 'k': add_key(optarg); break;
    case 'o': output = optarg; break;
    case 'c': check = 1; break;
    case 's': break;
    default: return 2;
    }
  for (int i = optind; i < argc || i == optind; i++) {
    const char *name = i < argc ? argv[i] : "-";
    FILE *f = strcmp(name, "-") ? fopen(name, "r") : stdin;
    if (!f) {
      fprintf(stderr, "sort: cannot read: %s: %s\n", name, strerror(errno));
      return 2;
    }
    ssize_t got;
    while ((got = getline(&line, &size, f)) >= 0) {
      if (got && line[got - 1] == '\n') line[got - 1] = 0;
      if (n == room && !(lines = realloc(lines, (room = 2 * room + 256) * sizeof *lines))) return 2;
      if (!(lines[n++] = strdup(line))) return 2;
    }
    if (f != stdin) fclose(f);
  }
  if (check) {
    for (size_t i = 1; i < n; i++)
      if (order(lines + i - 1, lines + i) > 0) {
        fprintf(stderr, "sort: %s:%zu: disorder: %s\n", optind < argc ? argv[optind] : "-", i + 1, lines[i]);
        return 1;
      }
    return 0;
  }
  if (n) qsort(lines, n, sizeof *lines, order);
  if (output && !freopen(output, "w", stdout)) return 2;
  for (size_t i = 0; i < n; i++)
    if (!unique || !i || compare_keys(lines[i - 1], lines[i])) puts(lines[i]);
  return 0;
}
