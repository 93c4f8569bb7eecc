/* Word expansions: XCU 2.6. Each byte of a result carries what may still be done with it. */
#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "sh.h"

enum { PLAIN, QUOTED, SPLIT, FIELD }; /* FIELD: a break that "$@" makes; its byte means nothing */

struct result {
  struct text bytes, marks;
  int quotes; /* there were some: an empty field stays */
};

static void put(struct result *r, int c, int mark) {
  text_add(&r->bytes, c);
  text_add(&r->marks, mark);
}

static void put_text(struct result *r, const char *s, int mark) {
  while (*s) put(r, *s++, mark);
}

static void drop(struct result *r) {
  free(r->bytes.s);
  free(r->marks.s);
}

static const char *expand(struct result *, const char *, int quoted, const char *stops);

static void put_number(struct result *r, long n, int mark) {
  char made[24];
  snprintf(made, sizeof made, "%ld", n);
  put_text(r, made, mark);
}

static const char *ifs(void) {
  const char *s = get_variable("IFS");
  return s ? s : " \t\n";
}

/* $@ and $*. */
static void put_all(struct result *r, int star, int quoted) {
  const char *separators = ifs();
  if (quoted && !star && !parameters.n) r->quotes--;
  for (int i = 0; i < parameters.n; i++) {
    if (i) {
      if (quoted && star) {
        if (*separators) put(r, *separators, QUOTED);
      } else
        put(r, 0, FIELD);
    }
    put_text(r, parameters.v[i], quoted ? QUOTED : SPLIT);
  }
}

/* The value of a parameter named at s (n bytes), or 0. */
static const char *value_of(const char *s, size_t n, char made[24]) {
  char name[n + 1];
  memcpy(name, s, n);
  name[n] = 0;
  if (isdigit((unsigned char)*s)) {
    int i = atoi(name);
    return !i ? shell_name : i <= parameters.n ? parameters.v[i - 1] : 0;
  }
  long value;
  switch (*s) {
  case '?':
    value = status;
    break;
  case '$':
    value = shell_pid;
    break;
  case '!':
    if (!last_background) return 0;
    value = last_background;
    break;
  case '#':
    value = parameters.n;
    break;
  case '-': {
    char *p = made;
    for (const char *o = "aefimnsuvxC"; *o; o++)
      if (options[(unsigned char)*o]) *p++ = *o;
    *p = 0;
    return made;
  }
  default:
    if (!strcmp(name, "LINENO")) {
      value = line;
      break;
    }
    return get_variable(name);
  }
  snprintf(made, 24, "%ld", value);
  return made;
}

static size_t name_length(const char *s) {
  size_t n = 0;
  if (isdigit((unsigned char)*s)) {
    while (isdigit((unsigned char)s[n])) n++;
    return n;
  }
  if (*s && strchr("@*#?-$!", *s)) return 1;
  while (isalnum((unsigned char)s[n]) || s[n] == '_') n++;
  return n;
}

/* The text without marks, quoted bytes escaped when it is to be a pattern. */
static char *flat(const struct result *r, int pattern) {
  struct text t = { 0 };
  for (size_t i = 0; i < r->bytes.n; i++) {
    char c = r->bytes.s[i], mark = r->marks.s[i];
    if (mark == FIELD) {
      text_add(&t, ' ');
      continue;
    }
    if (pattern && (c == '\\' || (mark == QUOTED && strchr("*?[]-!^", c)))) text_add(&t, '\\');
    text_add(&t, c);
  }
  text_end(&t);
  char *copy = get_text(&scratch, t.s, t.n);
  free(t.s);
  return copy;
}

static char *expand_part(const char *s, size_t n, int quoted, int pattern) {
  struct result r = { 0 };
  char *part = get_text(&scratch, s, n);
  expand(&r, part, quoted, 0);
  char *out = flat(&r, pattern);
  drop(&r);
  return out;
}

/* ${x#p} and its kin: what stays of the value. */
static char *trim(const char *value, const char *pattern, int suffix, int longest) {
  size_t n = strlen(value);
  char *copy = get_text(&scratch, value, n);
  for (size_t i = 0; i <= n; i++) {
    size_t k = (suffix ? longest : !longest) ? i : n - i;
    if (suffix) {
      if (!fnmatch(pattern, copy + k, 0)) {
        copy[k] = 0;
        return copy;
      }
    } else {
      char c = copy[k];
      copy[k] = 0;
      int good = !fnmatch(pattern, copy, 0);
      copy[k] = c;
      if (good) return copy + k;
    }
  }
  return copy;
}

/* "${...}" with s after the brace; gives what is after the closing one. */
static const char *braces(struct result *r, const char *s, int quoted) {
  const char *end = brace_end(s);
  char made[24];
  int mark = quoted ? QUOTED : SPLIT;
  /* ${#-}, ${#?} and ${##} are lengths, too. */
  int special = s[1] && strchr("-?#", s[1]) && s[2] == '}';
  if (*s == '#' && s[1] != '}' && (special || !strchr(":-=?+%#", s[1]))) {
    size_t n = name_length(s + 1);
    if (s[1 + n] != '}') fail(2, "Bad substitution");
    if (s[1] == '@' || s[1] == '*') {
      put_number(r, parameters.n, mark);
      return end + 1;
    }
    const char *value = value_of(s + 1, n, made);
    if (!value && options['u']) fail(2, "%.*s: parameter not set", (int)n, s + 1);
    put_number(r, value ? (long)strlen(value) : 0, mark);
    return end + 1;
  }
  size_t n = name_length(s);
  if (!n) fail(2, "Bad substitution");
  const char *name = s, *p = s + n;
  int all = *name == '@' || *name == '*', colon = *p == ':';
  const char *value = all ? parameters.n ? "x" : 0 : value_of(name, n, made);
  if (value && !all) value = get_text(&scratch, value, strlen(value));
  if (colon) p++;
  char op = *p;
  int set = value && (!colon || *value);
  if (all && colon && set && parameters.n == 1 && !*parameters.v[0]) set = 0;
  switch (op) {
  case '}':
    if (colon) fail(2, "Bad substitution");
    if (!value && !all && options['u']) fail(2, "%.*s: parameter not set", (int)n, name);
    break;
  case '-': case '+':
    if ((op == '+') == set) {
      expand(r, get_text(&scratch, p + 1, (size_t)(end - p - 1)), quoted ? 2 : 3, 0);
      return end + 1;
    }
    if (op == '+') return end + 1;
    break;
  case '=':
    if (!set) {
      if (!is_name(name, n)) fail(2, "%.*s: bad variable name", (int)n, name);
      value = expand_part(p + 1, (size_t)(end - p - 1), quoted ? 2 : 3, 0);
      set_variable(get_text(&scratch, name, n), value);
    }
    break;
  case '?':
    if (!set) {
      const char *message = expand_part(p + 1, (size_t)(end - p - 1), quoted ? 2 : 3, 0);
      if (!*message) message = colon ? "parameter not set or null" : "parameter not set";
      fail(2, "%.*s: %s", (int)n, name, message);
    }
    break;
  case '%': case '#': {
    int longest = p[1] == op;
    p += 1 + longest;
    if (!value && options['u']) fail(2, "%.*s: parameter not set", (int)n, name);
    char *pattern = expand_part(p, (size_t)(end - p), 0, 1);
    if (value && !all) value = trim(value, pattern, op == '%', longest);
    break;
  }
  default:
    fail(2, "Bad substitution");
  }
  if (all)
    put_all(r, *name == '*', quoted);
  else if (value)
    put_text(r, value, mark);
  return end + 1;
}

/* Output of a command without the newlines at its end. */
static void substitute(struct result *r, struct input *command, int quoted) {
  struct text out = command_output(command);
  while (out.n && out.s[out.n - 1] == '\n') out.n--;
  for (size_t i = 0; i < out.n; i++)
    if (out.s[i]) put(r, out.s[i], quoted ? QUOTED : SPLIT);
  free(out.s);
  free(command->made);
}

static const char *dollar(struct result *r, const char *s, int quoted) {
  char made[24];
  s++;
  if (*s == '{') return braces(r, s + 1, quoted);
  if (*s == '(') {
    const char *end = s[1] == '(' ? arithmetic_end(s - 1) : 0;
    if (end) {
      put_number(r, arithmetic(expand_part(s + 2, (size_t)(end - s - 4), 1, 0)), quoted ? QUOTED : SPLIT);
      return end;
    }
    struct input command = { .s = (char *)s + 1, .n = strlen(s + 1), .fd = -1, .line = line };
    substitute(r, &command, quoted);
    /* Aliases may have made the part before longer. */
    return s + strlen(s) - (command.n - command.pos);
  }
  size_t n = name_length(s);
  if (isdigit((unsigned char)*s)) n = 1;
  if (!n) {
    put(r, '$', quoted ? QUOTED : PLAIN);
    return s;
  }
  if (*s == '@' || *s == '*') {
    put_all(r, *s == '*', quoted);
    return s + 1;
  }
  const char *value = value_of(s, n, made);
  if (value)
    put_text(r, value, quoted ? QUOTED : SPLIT);
  else if (options['u'])
    fail(2, "%.*s: parameter not set", (int)n, s);
  return s + n;
}

static const char *backquotes(struct result *r, const char *s, int quoted) {
  struct text t = { 0 };
  for (s++; *s && *s != '`'; s++) {
    if (*s == '\\' && (s[1] == '$' || s[1] == '`' || s[1] == '\\' || (quoted && s[1] == '"'))) s++;
    text_add(&t, *s);
  }
  text_add(&t, ')');
  text_end(&t);
  struct input command = { .s = t.s, .n = t.n, .fd = -1, .line = line };
  substitute(r, &command, quoted);
  free(t.s);
  return *s ? s + 1 : s;
}

static const char *tilde(struct result *r, const char *s, const char *stops) {
  size_t n = strcspn(s, stops ? "/:" : "/");
  const char *home;
  for (size_t i = 0; i < n; i++)
    if (strchr("\\'\"$`", s[i])) return s;
  if (n == 1)
    home = get_variable("HOME");
  else {
    char name[n];
    memcpy(name, s + 1, n - 1);
    name[n - 1] = 0;
    struct passwd *pw = getpwnam(name);
    home = pw ? pw->pw_dir : 0;
  }
  if (!home) return s;
  put_text(r, home, QUOTED);
  return s + n;
}

/* quoted: 0 a word; 1 in double quotes; 2 in ${} in double quotes; 3 in ${} outside them. stops: set when the word is an
   assignment's value, where a tilde may follow a colon. */
static const char *expand(struct result *r, const char *s, int quoted, const char *stops) {
  int in_double = quoted == 1 || quoted == 2;
  if (*s == '~' && !in_double) s = tilde(r, s, stops);
  while (*s) {
    switch (*s) {
    case '\'':
      if (in_double) {
        put(r, *s++, QUOTED);
        break;
      }
      r->quotes++;
      for (s++; *s != '\''; s++) put(r, *s, QUOTED);
      s++;
      break;
    case '"': {
      if (quoted == 1) {
        put(r, *s++, QUOTED);
        break;
      }
      if (quoted == 2) {
        s++;
        break;
      }
      r->quotes++;
      s++;
      while (*s && *s != '"') {
        if (*s == '\\') {
          if (s[1] == '\n')
            s += 2;
          else {
            if (strchr("$`\"\\", s[1])) s++;
            put(r, *s++, QUOTED);
          }
        } else if (*s == '$')
          s = dollar(r, s, 1);
        else if (*s == '`')
          s = backquotes(r, s, 1);
        else
          put(r, *s++, QUOTED);
      }
      if (*s) s++;
      break;
    }
    case '\\':
      if (s[1] == '\n') {
        s += 2;
        break;
      }
      if (in_double) {
        if (s[1] && strchr(quoted == 2 ? "$`\"\\}" : "$`\\", s[1])) s++;
        put(r, *s++, QUOTED);
        break;
      }
      if (s[1]) s++;
      put(r, *s++, QUOTED);
      break;
    case '$':
      s = dollar(r, s, in_double);
      break;
    case '`':
      s = backquotes(r, s, in_double);
      break;
    default:
      /* What stands in ${x-...} outside quotes is split as the value would be. */
      put(r, *s, in_double ? QUOTED : quoted == 3 ? SPLIT : PLAIN);
      s++;
      if (stops && s[-1] == ':' && *s == '~') s = tilde(r, s, stops);
    }
  }
  return s;
}

struct fields {
  char **v;
  int n, room;
};

static void add_field(struct fields *f, char *s) {
  if (f->n + 1 >= f->room) {
    f->v = realloc(f->v, (size_t)(f->room = 2 * f->room + 16) * sizeof *f->v);
    if (!f->v) fail(2, "out of memory");
  }
  f->v[f->n++] = s;
}

/* One field: file names where it has a pattern (XCU 2.6.6). */
static void finish(struct fields *f, const struct result *r, size_t from, size_t to) {
  struct result part = { .bytes = { r->bytes.s + from, to - from, 0 }, .marks = { r->marks.s + from, to - from, 0 } };
  int wild = 0;
  for (size_t i = from; i < to; i++)
    if (r->marks.s[i] != QUOTED && strchr("*?[", r->bytes.s[i])) wild = 1;
  if (wild && !options['f']) {
    glob_t g;
    if (!glob(flat(&part, 1), 0, 0, &g)) {
      for (size_t i = 0; i < g.gl_pathc; i++) add_field(f, get_text(&scratch, g.gl_pathv[i], strlen(g.gl_pathv[i])));
      globfree(&g);
      return;
    }
  }
  add_field(f, flat(&part, 0));
}

/* XCU 2.6.5. */
static void split(struct fields *f, const struct result *r) {
  const char *separators = ifs();
  size_t start = 0, n = r->bytes.n;
  int some = 0, quotes = r->quotes > 0;
  for (size_t i = 0; i < n; i++) {
    char c = r->bytes.s[i], m = r->marks.s[i];
    if (m == FIELD) {
      if (some || i > start || quotes) finish(f, r, start, i);
      start = i + 1;
      some = 0;
      continue;
    }
    if (m != SPLIT || !c || !strchr(separators, c)) {
      some = 1;
      continue;
    }
    int white = isspace((unsigned char)c);
    if (some || !white) finish(f, r, start, i);
    some = 0;
    /* White space around one other separator belongs to it. */
    size_t k = i + 1;
    int seen = !white;
    for (; k < n && r->marks.s[k] == SPLIT && r->bytes.s[k] && strchr(separators, r->bytes.s[k]); k++) {
      if (!isspace((unsigned char)r->bytes.s[k])) {
        if (seen) break;
        seen = 1;
      }
    }
    i = k - 1;
    start = k;
  }
  if (some || n > start || (quotes && (!n || r->marks.s[n - 1] == FIELD || !f->n || start == 0))) {
    if (some || n > start || quotes) finish(f, r, start, n);
  }
}

char **expand_words(struct word *w, int *count) {
  struct fields f = { 0 };
  for (; w; w = w->next) {
    struct result r = { 0 };
    expand(&r, w->raw, 0, 0);
    split(&f, &r);
    drop(&r);
  }
  char **v = get(&scratch, (size_t)(f.n + 1) * sizeof *v);
  for (int i = 0; i < f.n; i++) v[i] = f.v[i];
  free(f.v);
  *count = f.n;
  return v;
}

char *expand_text(const char *raw) {
  struct result r = { 0 };
  expand(&r, raw, 0, ":");
  char *out = flat(&r, 0);
  drop(&r);
  return out;
}

char *expand_pattern(const char *raw) {
  struct result r = { 0 };
  expand(&r, raw, 0, 0);
  char *out = flat(&r, 1);
  drop(&r);
  return out;
}

char *expand_here(const char *body) {
  struct result r = { 0 };
  expand(&r, body, 1, 0);
  char *out = flat(&r, 0);
  drop(&r);
  return out;
}
