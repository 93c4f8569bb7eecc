/* grep: XCU grep, options -E -F -G -c -i -l -L -n -o -q -s -v -w -x -h -H -e -r. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ctype.h>
#include <sys/stat.h>

static int flag[128], found, failed, names;
static regex_t *patterns;
static size_t count;

static void add(char *list) {
  for (char *one; (one = strsep(&list, "\n"));) {
    char *text = malloc(2 * strlen(one) + 16), *p = text;
    patterns = realloc(patterns, (count + 1) * sizeof *patterns);
    if (!text || !patterns) exit(2);
    if (flag['x']) p += sprintf(p, flag['E'] ? "^(" : "^\\(");
    for (; *one; one++) {
      if (flag['F'] && strchr(flag['E'] ? "\\^$.[]|()?*+{}" : "\\^$.[]*", *one)) *p++ = '\\';
      *p++ = *one;
    }
    strcpy(p, flag['x'] ? flag['E'] ? ")$" : "\\)$" : "");
    int error = regcomp(patterns + count++, text, (flag['E'] ? REG_EXTENDED : 0) | (flag['i'] ? REG_ICASE : 0));
    if (error) {
      char message[128];
      regerror(error, 0, message, sizeof message);
      fprintf(stderr, "grep: %s\n", message);
      exit(2);
    }
    free(text);
  }
}

static int is_word(int c) { return isalnum(c) || c == '_'; }

/* The leftmost match from `from` on, and of these the longest. */
static int match(const char *line, size_t from, size_t n, regmatch_t *best) {
  int good = 0;
  for (size_t i = 0; i < count; i++)
    for (size_t at = from; at <= n;) {
      regmatch_t m = { (regoff_t)at, (regoff_t)n };
      if (regexec(patterns + i, line, 1, &m, REG_STARTEND | (at ? REG_NOTBOL : 0))) break;
      if (flag['w'] && ((m.rm_so > 0 && is_word((unsigned char)line[m.rm_so - 1])) ||
                        ((size_t)m.rm_eo < n && is_word((unsigned char)line[m.rm_eo])))) {
        at = (size_t)m.rm_so + 1;
        continue;
      }
      if (!good || m.rm_so < best->rm_so || (m.rm_so == best->rm_so && m.rm_eo > best->rm_eo)) *best = m;
      good = 1;
      break;
    }
  return good;
}

static void prefix(const char *name, long number) {
  if (names) printf("%s:", name);
  if (flag['n']) printf("%ld:", number);
}

static void search(const char *name, FILE *f) {
  char *line = 0;
  size_t room = 0;
  ssize_t got;
  long number = 0, hits = 0;
  while ((got = getline(&line, &room, f)) >= 0) {
    size_t n = (size_t)got;
    regmatch_t m;
    number++;
    if (n && line[n - 1] == '\n') line[--n] = 0;
    int good = match(line, 0, n, &m) != flag['v'];
    if (!good) continue;
    found = 1;
    hits++;
    if (flag['q']) exit(0);
    if (flag['l'] || flag['L']) break;
    if (flag['c']) continue;
    if (flag['o'] && !flag['v']) {
      do {
        if (m.rm_eo > m.rm_so) {
          prefix(name, number);
          printf("%.*s\n", (int)(m.rm_eo - m.rm_so), line + m.rm_so);
        }
      } while (match(line, (size_t)m.rm_eo + (m.rm_eo == m.rm_so), n, &m));
    } else {
      prefix(name, number);
      fwrite(line, 1, n, stdout);
      putchar('\n');
    }
  }
  free(line);
  if (flag['c']) {
    if (names) printf("%s:", name);
    printf("%ld\n", hits);
  }
  if (flag['l'] ? hits : flag['L'] && !hits) puts(name);
}

static void open_and_search(const char *path) {
  struct stat st;
  int is_dir = !stat(path, &st) && S_ISDIR(st.st_mode);
  if (is_dir && flag['r']) {
    struct dirent **list;
    int n = scandir(path, &list, 0, alphasort);
    for (int i = 0; i < n; i++) {
      if (strcmp(list[i]->d_name, ".") && strcmp(list[i]->d_name, "..")) {
        char *whole = malloc(strlen(path) + strlen(list[i]->d_name) + 2);
        if (!whole) exit(2);
        sprintf(whole, "%s/%s", path, list[i]->d_name);
        open_and_search(whole);
        free(whole);
      }
      free(list[i]);
    }
    if (n >= 0) free(list);
    return;
  }
  FILE *f = strcmp(path, "-") ? fopen(path, "r") : stdin;
  if (!f || is_dir) {
    if (!flag['s']) fprintf(stderr, "grep: %s: %s\n", path, strerror(is_dir ? EISDIR : errno));
    failed |= !is_dir;
    if (f) fclose(f);
    return;
  }
  search(f == stdin ? "(standard input)" : path, f);
  if (f != stdin) fclose(f);
}

int main(int argc, char **argv) {
  char *list[64];
  int c, n = 0;
  while ((c = getopt(argc, argv, "EFGcilLnoqsvwxhHre:")) != -1) {
    if (c == '?') return 2;
    if (c == 'e' && n < 64) list[n++] = optarg;
    flag[c] = 1;
  }
  if (!n) {
    if (optind == argc) {
      fprintf(stderr, "Usage: grep [OPTION]... PATTERNS [FILE]...\n");
      return 2;
    }
    list[n++] = argv[optind++];
  }
  for (int i = 0; i < n; i++) add(list[i]);
  names = flag['H'] || (!flag['h'] && (argc - optind > 1 || flag['r']));
  if (optind == argc) open_and_search(flag['r'] ? "." : "-");
  for (int i = optind; i < argc; i++) open_and_search(argv[i]);
  return failed && !(found && flag['q']) ? 2 : !found;
}
