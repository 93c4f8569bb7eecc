/* POSIX regcomp: basic and extended expressions (XBD 9), with GNU's \+ \? \| \w \W \s \S \b \B \< \> \` \'. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "regex.h"

#define CODE_MAX (1 << 20)

struct parser {
  const char *p;
  struct __regex *re;
  int extended, depth, error;
  int closed[32];
};

static int fail(struct parser *s, int error) {
  if (!s->error) s->error = error;
  return 0;
}

/* Makes room for n instructions at `at` and moves what is there. */
static int insert(struct parser *s, int at, int n) {
  struct __regex *re = s->re;
  if (re->length + n > CODE_MAX) return fail(s, REG_ESPACE);
  if (re->length + n > re->room) {
    int room = 2 * (re->length + n);
    struct instruction *more = realloc(re->code, (size_t)room * sizeof *more);
    if (!more) return fail(s, REG_ESPACE);
    re->code = more;
    re->room = room;
  }
  memmove(re->code + at + n, re->code + at, (size_t)(re->length - at) * sizeof *re->code);
  re->length += n;
  return 1;
}

static void put(struct parser *s, int at, enum op op, int x, int y) {
  if (s->error) return;
  struct instruction i = { op, x, y };
  s->re->code[at] = i;
}

static void emit(struct parser *s, enum op op, int x, int y) {
  int at = s->re->length;
  if (insert(s, at, 1)) put(s, at, op, x, y);
}

static unsigned char *new_set(struct parser *s) {
  struct __regex *re = s->re;
  unsigned char(*more)[32] = realloc(re->sets, (size_t)(re->set_count + 1) * sizeof *more);
  if (!more) {
    fail(s, REG_ESPACE);
    return 0;
  }
  re->sets = more;
  memset(more[re->set_count], 0, 32);
  return more[re->set_count++];
}

static void include(unsigned char *set, int c, int flags) {
  set[c >> 3] |= (unsigned char)(1 << (c & 7));
  if (flags & REG_ICASE) {
    int u = toupper(c), l = tolower(c);
    set[u >> 3] |= (unsigned char)(1 << (u & 7));
    set[l >> 3] |= (unsigned char)(1 << (l & 7));
  }
}

static int (*class_named(const char *name, size_t n))(int) {
  static const struct {
    const char *name;
    int (*is)(int);
  } classes[] = { { "alnum", isalnum }, { "alpha", isalpha }, { "blank", isblank }, { "cntrl", iscntrl },
                  { "digit", isdigit }, { "graph", isgraph }, { "lower", islower }, { "print", isprint },
                  { "punct", ispunct }, { "space", isspace }, { "upper", isupper }, { "xdigit", isxdigit } };
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
    if (strlen(classes[i].name) == n && !memcmp(classes[i].name, name, n)) return classes[i].is;
  return 0;
}

/* A character of a bracket expression, or of [.x.] and [=x=]; -1 on error. */
static int bracket_char(struct parser *s) {
  if (*s->p == '[' && (s->p[1] == '.' || s->p[1] == '=')) {
    char kind = s->p[1];
    int c = (unsigned char)s->p[2];
    if (!c || s->p[3] != kind || s->p[4] != ']') {
      fail(s, REG_ECOLLATE);
      return -1;
    }
    s->p += 5;
    return c;
  }
  if (!*s->p) {
    fail(s, REG_EBRACK);
    return -1;
  }
  return (unsigned char)*s->p++;
}

static void bracket(struct parser *s) {
  unsigned char set[32] = { 0 };
  int invert = *s->p == '^', first = 1, flags = s->re->flags;
  if (invert) s->p++;
  for (; first || *s->p != ']'; first = 0) {
    if (!*s->p) {
      fail(s, REG_EBRACK);
      return;
    }
    if (*s->p == '[' && s->p[1] == ':') {
      const char *end = strstr(s->p + 2, ":]");
      if (!end) {
        fail(s, REG_EBRACK);
        return;
      }
      int (*is)(int) = class_named(s->p + 2, (size_t)(end - s->p - 2));
      if (!is) {
        fail(s, REG_ECTYPE);
        return;
      }
      for (int c = 0; c < 128; c++)
        if (is(c)) include(set, c, flags);
      s->p = end + 2;
      continue;
    }
    int low = bracket_char(s), high = low;
    if (low < 0) return;
    if (*s->p == '-' && s->p[1] != ']' && s->p[1]) {
      s->p++;
      high = bracket_char(s);
      if (high < 0) return;
      if (high < low) {
        fail(s, REG_ERANGE);
        return;
      }
    }
    for (int c = low; c <= high; c++) include(set, c, flags);
  }
  s->p++;
  unsigned char *to = new_set(s);
  if (!to) return;
  for (int i = 0; i < 32; i++) to[i] = invert ? (unsigned char)~set[i] : set[i];
  to[0] &= (unsigned char)~1;
  if (invert && flags & REG_NEWLINE) to['\n' >> 3] &= (unsigned char)~(1 << ('\n' & 7));
  emit(s, SET, s->re->set_count - 1, 0);
}

static void class_escape(struct parser *s, int word, int invert) {
  unsigned char *set = new_set(s);
  if (!set) return;
  for (int c = 1; c < 256; c++) {
    int in = c < 128 && (word ? isalnum(c) || c == '_' : isspace(c));
    if (in != invert) include(set, c, 0);
  }
  emit(s, SET, s->re->set_count - 1, 0);
}

static void literal(struct parser *s, int c) {
  if (s->re->flags & REG_ICASE && isalpha(c)) {
    unsigned char *set = new_set(s);
    if (!set) return;
    include(set, c, REG_ICASE);
    emit(s, SET, s->re->set_count - 1, 0);
  } else
    emit(s, CHAR, c, 0);
}

static void alternatives(struct parser *s);

/* Token tests: in basic expressions the operators are escaped. */
static int at_token(struct parser *s, char c) {
  return s->extended ? *s->p == c : *s->p == '\\' && s->p[1] == c;
}

static void skip_token(struct parser *s) { s->p += s->extended ? 1 : 2; }

static int at_end_of_branch(struct parser *s) {
  return !*s->p || at_token(s, '|') || (at_token(s, ')') && (s->depth > 0 || !s->extended));
}

/* One atom; 0 when what stands there is no atom. */
static int atom(struct parser *s, int first) {
  char c = *s->p;
  if (at_token(s, '(')) {
    skip_token(s);
    int group = ++s->re->groups;
    emit(s, SAVE, 2 * group, 0);
    s->depth++;
    alternatives(s);
    s->depth--;
    if (s->error) return 0;
    if (!at_token(s, ')')) return fail(s, REG_EPAREN);
    skip_token(s);
    emit(s, SAVE, 2 * group + 1, 0);
    if (group < 32) s->closed[group] = 1;
    return 1;
  }
  s->p++;
  switch (c) {
  case '.':
    emit(s, ANY, 0, 0);
    return 1;
  case '[':
    bracket(s);
    return 1;
  case '^':
    if (s->extended || first) {
      emit(s, BOL, 0, 0);
      return 1;
    }
    break;
  case '$':
    if (s->extended || at_end_of_branch(s)) {
      emit(s, EOL, 0, 0);
      return 1;
    }
    break;
  case '*': case '+': case '?': case '{':
    if (s->extended && (c != '{' || isdigit((unsigned char)*s->p))) {
      if (c == '*' && first) break;
      return fail(s, REG_BADRPT);
    }
    break;
  case '\\':
    c = *s->p++;
    switch (c) {
    case 0:
      return fail(s, REG_EESCAPE);
    case 'w': case 'W':
      class_escape(s, 1, c == 'W');
      return 1;
    case 's': case 'S':
      class_escape(s, 0, c == 'S');
      return 1;
    case 'b':
      emit(s, WORD_EDGE, 0, 0);
      return 1;
    case 'B':
      emit(s, NOT_EDGE, 0, 0);
      return 1;
    case '<':
      emit(s, WORD_START, 0, 0);
      return 1;
    case '>':
      emit(s, WORD_END, 0, 0);
      return 1;
    case '`':
      emit(s, BOL, 1, 0);
      return 1;
    case '\'':
      emit(s, EOL, 1, 0);
      return 1;
    case '{':
      if (!s->extended && !first) return fail(s, REG_BADRPT);
      break;
    case ')':
      if (!s->extended) return fail(s, REG_EPAREN);
      break;
    default:
      if (c >= '1' && c <= '9') {
        if (!s->closed[c - '0']) return fail(s, REG_ESUBREG);
        s->re->has_backref = 1;
        emit(s, BACKREF, c - '0', 0);
        return 1;
      }
    }
  }
  literal(s, (unsigned char)c);
  return 1;
}

/* Appends a copy of the piece that was emitted at [from, from + n). */
static void copy(struct parser *s, int from, int n) {
  int at = s->re->length;
  if (insert(s, at, n)) memcpy(s->re->code + at, s->re->code + from, (size_t)n * sizeof *s->re->code);
}

/* The piece from `at` on, low to high times (high -1: without end). */
static void repeat(struct parser *s, int at, int low, int high) {
  int n = s->re->length - at;
  if (s->error) return;
  if (high == 0) {
    s->re->length = at;
    return;
  }
  for (int i = 1; i < low && !s->error; i++) copy(s, at, n);
  if (high < 0) {
    if (low == 0) {
      if (!insert(s, at, 1)) return;
      put(s, at, SPLIT, 1, n + 2);
      emit(s, JUMP, -(n + 1), 0);
    } else
      emit(s, SPLIT, -n, 1);
    return;
  }
  int optional = high - (low ? low : 1);
  if (low == 0) {
    if (!insert(s, at, 1)) return;
    put(s, at, SPLIT, 1, n + 1 + optional * (n + 1));
    at++;
  }
  for (int i = 0; i < optional && !s->error; i++) {
    emit(s, SPLIT, 1, (optional - i) * (n + 1));
    copy(s, at, n);
  }
}

static int number(struct parser *s) {
  int n = 0;
  if (!isdigit((unsigned char)*s->p)) return -1;
  while (isdigit((unsigned char)*s->p)) {
    n = n * 10 + (*s->p++ - '0');
    if (n > 100000) n = 100000;
  }
  return n;
}

/* {m}, {m,}, {m,n}, after the brace. */
static void bounds(struct parser *s, int at) {
  int low = number(s), high = low;
  if (*s->p == ',') {
    s->p++;
    high = number(s);
    if (low < 0) low = 0;
  }
  if (!*s->p) {
    fail(s, REG_EBRACE);
    return;
  }
  if (s->extended ? *s->p != '}' : s->p[0] != '\\' || s->p[1] != '}') {
    fail(s, REG_BADBR);
    return;
  }
  skip_token(s);
  if (low < 0 || (high >= 0 && high < low)) {
    fail(s, REG_BADBR);
    return;
  }
  if (low > 32767 || high > 32767) {
    fail(s, REG_ESPACE);
    return;
  }
  repeat(s, at, low, high);
}

static void branch(struct parser *s) {
  int first = 1;
  while (!s->error && !at_end_of_branch(s)) {
    int at = s->re->length;
    const char *was = s->p;
    if (!s->extended && first && *s->p == '*') {
      s->p++;
      literal(s, '*');
    } else if (!atom(s, first))
      return;
    /* After a leading ^ a basic expression's * is itself. */
    int anchor = !s->extended && first && *was == '^';
    first = anchor;
    if (anchor) continue;
    while (!s->error) {
      if (*s->p == '*') {
        s->p++;
        repeat(s, at, 0, -1);
      } else if (at_token(s, '+')) {
        skip_token(s);
        repeat(s, at, 1, -1);
      } else if (at_token(s, '?')) {
        skip_token(s);
        repeat(s, at, 0, 1);
      } else if (at_token(s, '{') && (!s->extended || isdigit((unsigned char)s->p[1]) || s->p[1] == ',')) {
        skip_token(s);
        bounds(s, at);
      } else
        break;
    }
  }
}

static void alternatives(struct parser *s) {
  int at = s->re->length;
  branch(s);
  if (s->error || !at_token(s, '|')) return;
  skip_token(s);
  int n = s->re->length - at;
  if (!insert(s, at, 1)) return;
  put(s, at, SPLIT, 1, n + 2);
  int jump = s->re->length;
  emit(s, JUMP, 0, 0);
  alternatives(s);
  if (!s->error) s->re->code[jump].x = s->re->length - jump;
}

int regcomp(regex_t *restrict to, const char *restrict pattern, int flags) {
  struct parser s = { .p = pattern, .extended = flags & REG_EXTENDED };
  struct __regex *re = calloc(1, sizeof *re);
  if (!re) return REG_ESPACE;
  re->flags = flags;
  s.re = re;
  emit(&s, SAVE, 0, 0);
  alternatives(&s);
  if (!s.error && *s.p) fail(&s, REG_EPAREN);
  emit(&s, SAVE, 1, 0);
  emit(&s, ACCEPT, 0, 0);
  to->re_nsub = (size_t)re->groups;
  to->__program = re;
  if (s.error) regfree(to);
  return s.error;
}

void regfree(regex_t *of) {
  if (!of->__program) return;
  free(of->__program->code);
  free(of->__program->sets);
  free(of->__program);
  of->__program = 0;
}

size_t regerror(int error, const regex_t *restrict of, char *restrict to, size_t room) {
  static const char *const texts[] = { "Success", "No match", "Invalid regular expression", "Invalid collation character",
                                       "Invalid character class name", "Trailing backslash", "Invalid back reference",
                                       "Unmatched [, [^, [:, [., or [=", "Unmatched ( or \\(", "Unmatched \\{",
                                       "Invalid content of \\{\\}", "Invalid range end", "Memory exhausted",
                                       "Invalid preceding regular expression" };
  (void)of;
  const char *text = (unsigned)error < sizeof texts / sizeof *texts ? texts[error] : "Unknown error";
  return strlcpy(to, text, room) + 1;
}
