/* test, [: XCU test. Up to four arguments are read as POSIX says; more, by precedence (XSI). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef BUILTIN
/* What stands before an error: in the shell, its name and the line. */
static void blame(void) {}
#endif

static char **v, *program;
static int n, bad;

static int wrong(const char *first, const char *second) {
  if (!bad) {
    blame();
    fprintf(stderr, "%s: %s%s\n", program, first, second);
  }
  bad = 1;
  return 0;
}

static long number(const char *s) {
  char *end;
  errno = 0;
  long value = strtol(s, &end, 10);
  while (*end == ' ' || *end == '\t') end++;
  if (end == s || *end) wrong("Illegal number: ", s);
  else if (errno) wrong("out of range: ", s);
  return value;
}

static int unary(const char *op, const char *s) {
  struct stat st;
  switch (op[1]) {
  case 'n': return *s != 0;
  case 'z': return !*s;
  case 't': return isatty((int)number(s));
  case 'r': return !access(s, R_OK);
  case 'w': return !access(s, W_OK);
  case 'x': return !access(s, X_OK);
  case 'h': case 'L': return !lstat(s, &st) && S_ISLNK(st.st_mode);
  }
  if (stat(s, &st)) return 0;
  switch (op[1]) {
  case 'e': return 1;
  case 'f': return S_ISREG(st.st_mode);
  case 'd': return S_ISDIR(st.st_mode);
  case 'b': return S_ISBLK(st.st_mode);
  case 'c': return S_ISCHR(st.st_mode);
  case 'p': return S_ISFIFO(st.st_mode);
  case 'S': return S_ISSOCK(st.st_mode);
  case 's': return st.st_size > 0;
  case 'u': return (st.st_mode & S_ISUID) != 0;
  case 'g': return (st.st_mode & S_ISGID) != 0;
  case 'k': return (st.st_mode & S_ISVTX) != 0;
  case 'O': return st.st_uid == geteuid();
  case 'G': return st.st_gid == getegid();
  }
  return 0;
}

static int is_unary(const char *s) { return s[0] == '-' && s[1] && !s[2] && strchr("nztrwxhLefdbcpSsugkOG", s[1]); }

static const char *const binaries[] = { "=", "==", "!=", "<", ">", "-eq", "-ne", "-gt", "-ge", "-lt", "-le", "-nt", "-ot", "-ef" };

static int binary_at(const char *s) {
  for (int i = 0; i < (int)(sizeof binaries / sizeof *binaries); i++)
    if (!strcmp(binaries[i], s)) return i;
  return -1;
}

static int compare_files(const char *a, const char *b, int op) {
  struct stat x, y;
  int has_x = !stat(a, &x), has_y = !stat(b, &y);
  if (op == 13) return has_x && has_y && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
  if (!has_x || !has_y) return op == 11 ? has_x && !has_y : !has_x && has_y;
  long difference = x.st_mtim.tv_sec != y.st_mtim.tv_sec ? x.st_mtim.tv_sec - y.st_mtim.tv_sec
                                                         : x.st_mtim.tv_nsec - y.st_mtim.tv_nsec;
  return op == 11 ? difference > 0 : difference < 0;
}

static int binary(const char *a, int op, const char *b) {
  int order = strcmp(a, b);
  switch (op) {
  case 0: case 1: return order == 0;
  case 2: return order != 0;
  case 3: return order < 0;
  case 4: return order > 0;
  case 11: case 12: case 13: return compare_files(a, b, op);
  }
  long x = number(a), y = number(b);
  switch (op) {
  case 5: return x == y;
  case 6: return x != y;
  case 7: return x > y;
  case 8: return x >= y;
  case 9: return x < y;
  default: return x <= y;
  }
}

static int alternatives(void);

static int primary(void) {
  if (!n) return wrong("argument expected", "");
  if (n >= 3) {
    int op = binary_at(v[1]);
    if (op >= 0) {
      int r = binary(v[0], op, v[2]);
      v += 3;
      n -= 3;
      return r;
    }
  }
  if (!strcmp(v[0], "!")) {
    v++;
    n--;
    if (!n) return 1;
    return !primary();
  }
  if (!strcmp(v[0], "(") && n > 1) {
    v++;
    n--;
    int r = alternatives();
    if (!n || strcmp(v[0], ")")) return wrong("closing paren expected", "");
    v++;
    n--;
    return r;
  }
  if (is_unary(v[0]) && n >= 2) {
    int r = unary(v[0], v[1]);
    v += 2;
    n -= 2;
    return r;
  }
  int r = *v[0] != 0;
  v++;
  n--;
  return r;
}

static int all(void) {
  int r = primary();
  while (n && !strcmp(v[0], "-a")) {
    v++;
    n--;
    int next = primary();
    r = r && next;
  }
  return r;
}

static int alternatives(void) {
  int r = all();
  while (n && !strcmp(v[0], "-o")) {
    v++;
    n--;
    int next = all();
    r = r || next;
  }
  return r;
}

/* POSIX: what the arguments mean is decided by their number. */
static int evaluate(void) {
  int op, r;
  switch (n) {
  case 0:
    return 0;
  case 1:
    return *v[0] != 0;
  case 2:
    if (!strcmp(v[0], "!")) return !*v[1];
    if (is_unary(v[0])) return unary(v[0], v[1]);
    break;
  case 3:
    if ((op = binary_at(v[1])) >= 0) return binary(v[0], op, v[2]);
    if (!strcmp(v[1], "-a")) return *v[0] && *v[2];
    if (!strcmp(v[1], "-o")) return *v[0] || *v[2];
    if (!strcmp(v[0], "(") && !strcmp(v[2], ")")) return *v[1] != 0;
    break;
  case 4:
    if (!strcmp(v[0], "!")) {
      v++;
      n--;
      return !evaluate();
    }
  }
  r = alternatives();
  if (n && !bad) wrong(v[-1], ": unexpected operator");
  return r;
}

int main(int argc, char **argv) {
  program = argv[0];
  v = argv + 1;
  n = argc - 1;
  bad = 0;
  const char *name = strrchr(argv[0], '/');
  if (!strcmp(name ? name + 1 : argv[0], "[")) {
    if (!n || strcmp(v[n - 1], "]")) {
      wrong("missing ]", "");
      return 2;
    }
    n--;
  }
  int r = evaluate();
  return bad ? 2 : !r;
}
