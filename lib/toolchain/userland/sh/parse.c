/* Tokens (XCU 2.3) and grammar (XCU 2.10), by recursive descent over the text itself. */
#include <ctype.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "sh.h"

enum token { END = 1, NEWLINE, WORD, AND_IF, OR_IF, SEMI, DOUBLE_SEMI, AMP, BAR, OPEN, CLOSE, REDIRECT };

struct here {
  struct redirection *to;
  char *delimiter;
  int strip;
  struct here *next;
};

static struct input *in;
static struct arena *memory;
static struct here *heres, **here_end;
static enum token token;
static char *word;           /* of WORD */
static int how, number;      /* of REDIRECT */
static int strip;
static size_t token_start;
static int held;
static int passing;          /* a substitution is looked through for its end: what is in it is parsed when it is expanded */
static size_t blank_end;     /* behind an alias' value that ends with a blank: the next word may be an alias too */

/* More input from the descriptor, a line of it; 0 at the end. Input that can be sought is read by blocks and the rest given
   back by nobody else, so only terminals and pipes are read byte by byte (XCU sh, "STDIN"). */
static int more(void) {
  char c;
  size_t start = in->n;
  if (in->fd < 0) return 0;
  if (in->prompt) {
    const char *ps = get_variable(in->prompt == 1 ? "PS1" : "PS2");
    char *text = expand_here(ps ? ps : "");
    fflush(stdout);
    if (write(2, text, strlen(text)) < 0) return 0;
    in->prompt = 2;
  }
  for (;;) {
    ssize_t got = read(in->fd, &c, 1);
    if (got <= 0) break;
    if (!c) continue;
    in->s = realloc(in->s, in->n + 2);
    if (!in->s) fail(2, "out of memory");
    in->s[in->n++] = c;
    in->s[in->n] = 0;
    if (c == '\n') break;
  }
  return in->n > start;
}

static int peek(size_t k) {
  while (in->pos + k >= in->n)
    if (!more()) return 0;
  return (unsigned char)in->s[in->pos + k];
}

static void syntax(const char *what) { fail(2, "Syntax error: %s", what); }

static int take(struct text *t) {
  int c = peek(0);
  if (!c) return 0;
  if (c == '\n') in->line++;
  if (t) text_add(t, c);
  in->pos++;
  return c;
}

static void scan_dollar(struct text *t);

static void scan_single(struct text *t) {
  take(t);
  while (peek(0) != '\'')
    if (!take(t)) syntax("Unterminated quoted string");
  take(t);
}

static void scan_back(struct text *t) {
  take(t);
  while (peek(0) != '`') {
    if (peek(0) == '\\') take(t);
    if (!take(t)) syntax("EOF in backquote substitution");
  }
  take(t);
}

static void scan_double(struct text *t) {
  take(t);
  while (peek(0) != '"') {
    switch (peek(0)) {
    case 0:
      syntax("Unterminated quoted string");
      break;
    case '\\':
      take(t);
      take(t);
      break;
    case '`':
      scan_back(t);
      break;
    case '$':
      scan_dollar(t);
      break;
    default:
      take(t);
    }
  }
  take(t);
}

/* After "${": to its brace, quotes and substitutions nested. */
static void scan_brace(struct text *t) {
  for (;;) {
    switch (peek(0)) {
    case 0:
      syntax("Missing '}'");
      break;
    case '}':
      take(t);
      return;
    case '\\':
      take(t);
      take(t);
      break;
    case '\'':
      scan_single(t);
      break;
    case '"':
      scan_double(t);
      break;
    case '`':
      scan_back(t);
      break;
    case '$':
      scan_dollar(t);
      break;
    default:
      take(t);
    }
  }
}

/* "$((": 1 when it closes as arithmetic; else nothing is taken. */
static int scan_arithmetic(struct text *t) {
  size_t pos = in->pos, n = t->n;
  int depth = 0, at_line = in->line;
  take(t);
  take(t);
  take(t);
  for (;;) {
    int c = peek(0);
    if (!c) break;
    if (c == '(') depth++;
    if (c == ')') {
      if (!depth) {
        if (peek(1) != ')') break;
        take(t);
        take(t);
        return 1;
      }
      depth--;
    }
    if (c == '$')
      scan_dollar(t);
    else if (c == '`')
      scan_back(t);
    else
      take(t);
  }
  in->pos = pos;
  in->line = at_line;
  t->n = n;
  return 0;
}

static void scan_dollar(struct text *t) {
  int c = peek(1);
  if (c == '{') {
    take(t);
    take(t);
    scan_brace(t);
  } else if (c == '(') {
    if (peek(2) == '(' && scan_arithmetic(t)) return;
    take(t);
    take(t);
    size_t start = in->pos;
    struct arena dropped = { 0 };
    passing++;
    parse_substitution(in, &dropped);
    passing--;
    arena_free(&dropped);
    text_put(t, in->s + start, in->pos - start);
  } else
    take(t);
}

const char *arithmetic_end(const char *s) {
  struct input string = { .s = (char *)s, .n = strlen(s), .fd = -1 }, *old = in;
  struct text t = { 0 };
  in = &string;
  int good = scan_arithmetic(&t);
  in = old;
  free(t.s);
  return good ? s + string.pos : 0;
}

/* s is after "${"; gives the place of the brace. */
const char *brace_end(const char *s) {
  struct input string = { .s = (char *)s, .n = strlen(s), .fd = -1 }, *old = in;
  struct text t = { 0 };
  in = &string;
  scan_brace(&t);
  in = old;
  free(t.s);
  return s + string.pos - 1;
}

static int is_meta(int c) { return !c || strchr(" \t\n;&|<>()", c) != 0; }

static enum token scan_word(void) {
  struct text t = { 0 };
  while (!is_meta(peek(0))) {
    switch (peek(0)) {
    case '\\':
      if (peek(1) == '\n') {
        take(0);
        take(0);
        break;
      }
      take(&t);
      take(&t);
      break;
    case '\'':
      scan_single(&t);
      break;
    case '"':
      scan_double(&t);
      break;
    case '`':
      scan_back(&t);
      break;
    case '$':
      scan_dollar(&t);
      break;
    default:
      take(&t);
    }
  }
  text_end(&t);
  word = get_text(memory, t.s, t.n);
  free(t.s);
  return WORD;
}

/* The bodies of here-documents that stand after this line. */
static void read_heres(void) {
  for (struct here *h = heres; h; h = h->next) {
    struct text t = { 0 };
    size_t n = strlen(h->delimiter);
    for (;;) {
      if (h->strip)
        while (peek(0) == '\t') take(0);
      size_t start = t.n;
      if (!peek(0)) break;
      int c;
      while ((c = take(&t)) && c != '\n') {
        /* A line that goes on is one line, where the body is expanded. */
        if (c == '\\' && !h->to->quoted && peek(0)) take(&t);
      }
      size_t length = t.n - start - (t.n > start && t.s[t.n - 1] == '\n');
      if (length == n && !memcmp(t.s + start, h->delimiter, n)) {
        t.n = start;
        break;
      }
    }
    text_end(&t);
    h->to->target = get_text(memory, t.s, t.n);
    free(t.s);
  }
  heres = 0;
  here_end = &heres;
}

/* A delimiter without its quotes; *quoted tells whether there were any. */
static char *unquote(const char *raw, int *quoted) {
  struct text t = { 0 };
  int in_double = 0;
  *quoted = 0;
  for (const char *p = raw; *p; p++) {
    if (*p == '\'' && !in_double) {
      *quoted = 1;
      for (p++; *p && *p != '\''; p++) text_add(&t, *p);
      if (!*p) break;
    } else if (*p == '"') {
      *quoted = 1;
      in_double = !in_double;
    } else if (*p == '\\' && p[1]) {
      *quoted = 1;
      text_add(&t, *++p);
    } else
      text_add(&t, *p);
  }
  text_end(&t);
  char *copy = get_text(memory, t.s, t.n);
  free(t.s);
  return copy;
}

static enum token scan(void) {
  int c;
  for (;;) {
    c = peek(0);
    if (c == ' ' || c == '\t' || c == '\r')
      in->pos++;
    else if (c == '\\' && peek(1) == '\n') {
      take(0);
      take(0);
    } else if (c == '#')
      while (peek(0) && peek(0) != '\n') in->pos++;
    else
      break;
  }
  token_start = in->pos;
  if (!c) return END;
  if (c == '\n') {
    take(0);
    if (heres) read_heres();
    return NEWLINE;
  }
  number = -1;
  if (isdigit(c)) {
    size_t k = 1;
    while (isdigit(peek(k))) k++;
    if (k < 9 && (peek(k) == '<' || peek(k) == '>')) {
      number = 0;
      while (k--) number = number * 10 + (take(0) - '0');
      c = peek(0);
    }
  }
  switch (c) {
  case '&':
    take(0);
    if (peek(0) != '&') return AMP;
    take(0);
    return AND_IF;
  case '|':
    take(0);
    if (peek(0) != '|') return BAR;
    take(0);
    return OR_IF;
  case ';':
    take(0);
    if (peek(0) != ';') return SEMI;
    take(0);
    return DOUBLE_SEMI;
  case '(':
    take(0);
    return OPEN;
  case ')':
    take(0);
    return CLOSE;
  case '<':
    take(0);
    how = IN;
    if (number < 0) number = 0;
    if (peek(0) == '<') {
      take(0);
      how = HERE;
      strip = peek(0) == '-';
      if (strip) take(0);
    } else if (peek(0) == '&') {
      take(0);
      how = DUP_IN;
    } else if (peek(0) == '>') {
      take(0);
      how = READ_WRITE;
    }
    return REDIRECT;
  case '>':
    take(0);
    how = OUT;
    if (number < 0) number = 1;
    if (peek(0) == '>') {
      take(0);
      how = APPEND;
    } else if (peek(0) == '&') {
      take(0);
      how = DUP_OUT;
    } else if (peek(0) == '|') {
      take(0);
      how = CLOBBER;
    }
    return REDIRECT;
  }
  return scan_word();
}

static enum token next(void) {
  if (!held) token = scan();
  held = 0;
  return token;
}

static enum token look(void) {
  next();
  held = 1;
  return token;
}

static void unexpected(void) {
  switch (token) {
  case END:
    syntax("end of file unexpected");
    break;
  case NEWLINE:
    syntax("newline unexpected");
    break;
  case WORD:
    fail(2, "Syntax error: \"%s\" unexpected", word);
  default:
    fail(2, "Syntax error: \"%.*s\" unexpected", (int)(in->pos - token_start), in->s + token_start);
  }
}

static int is_word(const char *w) { return look() == WORD && !strcmp(word, w); }

static void expect(const char *w) {
  if (!is_word(w)) {
    if (token == END || token == WORD || token == CLOSE || token == SEMI || token == NEWLINE) {
      next();
      if (token == END) fail(2, "Syntax error: end of file unexpected (expecting \"%s\")", w);
      if (token == WORD) fail(2, "Syntax error: \"%s\" unexpected (expecting \"%s\")", word, w);
    }
    unexpected();
  }
  next();
}

static struct node *make(enum kind kind) {
  struct node *n = get(memory, sizeof *n);
  n->kind = kind;
  n->line = in->line;
  return n;
}

static void skip_lines(void) {
  while (look() == NEWLINE) next();
}

static struct node *list(void);
static struct node *pipeline(void);

static struct redirection **redirection(struct redirection **end) {
  struct redirection *r = get(memory, sizeof *r);
  r->how = how;
  r->fd = number;
  int stripped = strip;
  if (next() != WORD) unexpected();
  r->target = word;
  if (r->how == HERE) {
    struct here *h = get(memory, sizeof *h);
    h->to = r;
    h->delimiter = unquote(word, &r->quoted);
    h->strip = stripped;
    *here_end = h;
    here_end = &h->next;
    r->target = "";
  }
  *end = r;
  return &r->next;
}

static int is_assignment(const char *w) {
  const char *equals = strchr(w, '=');
  return equals && is_name(w, (size_t)(equals - w));
}

/* Words that end a list. */
static int is_closing(void) {
  static const char *const words[] = { "then", "else", "elif", "fi", "do", "done", "esac", "}" };
  if (look() != WORD) return 0;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (!strcmp(word, words[i])) return 1;
  return 0;
}

static struct node *body(const char *open, const char *close) {
  expect(open);
  struct node *n = list();
  if (!n) {
    look();
    next();
    unexpected();
  }
  expect(close);
  return n;
}

static struct node *if_clause(void) {
  struct node *n = make(IF);
  n->a = list();
  if (!n->a) unexpected();
  expect("then");
  n->b = list();
  if (!n->b) {
    next();
    unexpected();
  }
  if (is_word("elif")) {
    next();
    n->c = if_clause();
    return n;
  }
  if (is_word("else")) {
    next();
    n->c = list();
  }
  expect("fi");
  return n;
}

static struct node *for_clause(void) {
  struct node *n = make(FOR);
  if (next() != WORD || !is_name(word, strlen(word))) syntax("Bad for loop variable");
  n->name = word;
  n->all = 1;
  skip_lines();
  if (is_word("in")) {
    struct word **end = &n->words;
    next();
    n->all = 0;
    while (next() == WORD) {
      *end = get(memory, sizeof **end);
      (*end)->raw = word;
      end = &(*end)->next;
    }
    if (token != SEMI && token != NEWLINE) unexpected();
  } else if (look() == SEMI)
    next();
  skip_lines();
  n->a = body("do", "done");
  return n;
}

static struct node *case_clause(void) {
  struct node *n = make(CASE);
  struct item **end = &n->items;
  if (next() != WORD) unexpected();
  n->words = get(memory, sizeof *n->words);
  n->words->raw = word;
  skip_lines();
  expect("in");
  skip_lines();
  while (!is_word("esac")) {
    struct item *i = *end = get(memory, sizeof *i);
    struct word **last = &i->patterns;
    end = &i->next;
    if (look() == OPEN) next();
    do {
      if (next() != WORD) unexpected();
      *last = get(memory, sizeof **last);
      (*last)->raw = word;
      last = &(*last)->next;
    } while (next() == BAR);
    if (token != CLOSE) unexpected();
    i->body = list();
    skip_lines();
    if (look() == DOUBLE_SEMI) {
      next();
      skip_lines();
    } else if (!is_word("esac")) {
      next();
      unexpected();
    }
  }
  next();
  return n;
}

static struct node *compound(void) {
  struct node *n;
  if (look() == OPEN) {
    next();
    n = make(SUBSHELL);
    n->a = list();
    if (!n->a) {
      next();
      unexpected();
    }
    if (next() != CLOSE) unexpected();
    return n;
  }
  if (token != WORD) return 0;
  if (!strcmp(word, "{")) {
    n = make(GROUP);
    n->a = body("{", "}");
    return n;
  }
  if (!strcmp(word, "if")) {
    next();
    return if_clause();
  }
  if (!strcmp(word, "while") || !strcmp(word, "until")) {
    n = make(*word == 'w' ? WHILE : UNTIL);
    next();
    n->a = list();
    if (!n->a) unexpected();
    n->b = body("do", "done");
    return n;
  }
  if (!strcmp(word, "for")) {
    next();
    return for_clause();
  }
  if (!strcmp(word, "case")) {
    next();
    return case_clause();
  }
  return 0;
}

static size_t grown;

static void shift(struct alias *a) {
  if (a->within == in && a->end > token_start) a->end += grown;
}

/* Puts an alias' value in the place of the word at hand, if that is its name. */
static int expand_alias(void) {
  struct alias *a = passing ? 0 : find_alias(word);
  if (!a || (a->within == in && token_start < a->end)) return 0;
  size_t n = strlen(a->value), rest = in->n - in->pos;
  char *s = malloc(token_start + n + rest + 1);
  if (!s) fail(2, "out of memory");
  memcpy(s, in->s, token_start);
  memcpy(s + token_start, a->value, n);
  memcpy(s + token_start + n, in->s + in->pos, rest);
  s[token_start + n + rest] = 0;
  grown = n - (in->pos - token_start);
  each_alias(shift);
  if (blank_end > token_start) blank_end += grown;
  free(in->fd < 0 ? in->made : in->s);
  in->s = s;
  if (in->fd < 0) in->made = s;
  in->n = token_start + n + rest;
  in->pos = token_start;
  held = 0;
  a->within = in;
  a->end = token_start + n;
  if (n && (a->value[n - 1] == ' ' || a->value[n - 1] == '\t')) blank_end = a->end;
  return 1;
}

static struct node *command(void) {
  int some = 0;
  while (look() == WORD && expand_alias()) some = 1;
  if (is_closing()) {
    next();
    unexpected();
  }
  struct node *n = compound();
  struct redirection **end;
  if (n) {
    end = &n->redirections;
    while (look() == REDIRECT) {
      next();
      end = redirection(end);
    }
    return n;
  }
  n = make(SIMPLE);
  end = &n->redirections;
  struct word **words = &n->words, **assignments = &n->assignments;
  for (;;) {
    enum token t = look();
    if (t == REDIRECT) {
      next();
      end = redirection(end);
      some = 1;
    } else if (t == WORD) {
      int first = !n->words && !is_assignment(word), follows = blank_end && token_start >= blank_end;
      if (follows) blank_end = 0;
      if ((first || follows) && expand_alias()) continue;
      next();
      struct word ***to = !n->words && is_assignment(word) ? &assignments : &words;
      **to = get(memory, sizeof ***to);
      (**to)->raw = word;
      *to = &(**to)->next;
      some = 1;
    } else if (t == OPEN && n->words && !n->words->next && !n->assignments) {
      next();
      if (next() != CLOSE) unexpected();
      if (!is_name(n->words->raw, strlen(n->words->raw))) syntax("Bad function name");
      struct node *f = make(FUNCTION);
      f->name = n->words->raw;
      skip_lines();
      f->a = command();
      return f;
    } else
      break;
  }
  if (!some) {
    next();
    unexpected();
  }
  return n;
}

static struct node *pair(enum kind kind, struct node *a, struct node *b) {
  struct node *n = make(kind);
  n->a = a;
  n->b = b;
  return n;
}

static struct node *pipeline(void) {
  int invert = 0;
  while (is_word("!")) {
    next();
    invert = !invert;
  }
  struct node *n = command();
  if (look() == BAR) {
    struct node *pipe = n = pair(PIPE, n, 0);
    while (look() == BAR) {
      next();
      skip_lines();
      pipe->b = command();
      if (look() == BAR) pipe = pipe->b = pair(PIPE, pipe->b, 0);
    }
  }
  return invert ? pair(NOT, n, 0) : n;
}

static struct node *and_or(void) {
  struct node *n = pipeline();
  for (;;) {
    enum token t = look();
    if (t != AND_IF && t != OR_IF) return n;
    next();
    skip_lines();
    n = pair(t == AND_IF ? AND : OR, n, pipeline());
  }
}

/* Commands up to a word or token that ends them; 0 when there is none. */
static struct node *list(void) {
  struct node *all = 0;
  for (;;) {
    skip_lines();
    if (look() == END || token == CLOSE || token == DOUBLE_SEMI || is_closing()) return all;
    struct node *n = and_or();
    if (look() == AMP) {
      next();
      n = pair(BACKGROUND, n, 0);
    } else if (token == SEMI)
      next();
    else if (token != NEWLINE) {
      return all ? pair(SEQUENCE, all, n) : n;
    }
    all = all ? pair(SEQUENCE, all, n) : n;
  }
}

struct state {
  struct input *in;
  struct arena *memory;
  struct here *heres, **here_end;
  enum token token;
  char *word;
  int held, how, number, strip;
  size_t token_start, blank_end;
};

static struct state save(void) {
  struct state s = { in, memory, heres, here_end == &heres ? 0 : here_end, token, word, held, how, number, strip, token_start, blank_end };
  return s;
}

static void restore(struct state s) {
  in = s.in;
  memory = s.memory;
  heres = s.heres;
  here_end = s.here_end ? s.here_end : &heres;
  token = s.token;
  word = s.word;
  held = s.held;
  how = s.how;
  number = s.number;
  strip = s.strip;
  token_start = s.token_start;
  blank_end = s.blank_end;
}

static void leave(struct alias *a) { a->within = 0; }

static void begin(struct input *from, struct arena *to) {
  in = from;
  blank_end = 0;
  memory = to;
  heres = 0;
  here_end = &heres;
  held = 0;
}

struct node *parse_substitution(struct input *from, struct arena *to) {
  struct state s = save();
  begin(from, to);
  if (!passing) each_alias(leave);
  struct node *n = list();
  if (next() != CLOSE) {
    if (token == END) fail(2, "Syntax error: end of file unexpected (expecting \")\")");
    unexpected();
  }
  restore(s);
  return n;
}

struct node *parse_command(struct input *from, struct arena *to, int *ended) {
  struct state s = save();
  struct node *n = 0;
  begin(from, to);
  passing = 0;
  each_alias(leave);
  *ended = 0;
  line = in->line;
  if (look() == END)
    *ended = 1;
  else if (token == NEWLINE)
    next();
  else {
    for (;;) {
      struct node *one = and_or();
      if (look() == AMP) {
        next();
        one = pair(BACKGROUND, one, 0);
      } else if (token == SEMI)
        next();
      n = n ? pair(SEQUENCE, n, one) : one;
      if (look() == NEWLINE) {
        next();
        break;
      }
      if (token == END) break;
      if (token != WORD && token != OPEN && token != REDIRECT) {
        next();
        unexpected();
      }
    }
    if (heres) read_heres();
  }
  restore(s);
  return n;
}
