// A little Forth: dictionary, colon definitions compiled to threaded code, conditionals, loops, memory.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef long cell;
typedef struct word {
  struct word *next;
  char name[16];
  void (*prim)(void);
  cell *body;
  int immediate;
} word;
static word *dict;
static cell ds[64], rs[64], mem[2048], *dp = ds, *rp = rs, *here = mem, *ip;
static int compiling;
static const char *in;
static word *current;
static void push(cell c) { *dp++ = c; }
static cell pop(void) { return *--dp; }
static word *define(const char *n, void (*p)(void), int imm) {
  word *w = calloc(1, sizeof *w);
  strncpy(w->name, n, 15);
  w->prim = p;
  w->immediate = imm;
  w->next = dict;
  return dict = w;
}
static word *find(const char *n) {
  for (word *w = dict; w; w = w->next)
    if (!strcmp(w->name, n)) return w;
  return NULL;
}
static char *token(void) {
  static char t[32];
  int n = 0;
  while (isspace((unsigned char)*in)) in++;
  while (*in && !isspace((unsigned char)*in) && n < 31) t[n++] = *in++;
  t[n] = 0;
  return n ? t : NULL;
}
#define BIN(name, e)                                                                                         \
  static void name(void) {                                                                                   \
    cell b = pop(), a = pop();                                                                               \
    push(e);                                                                                                 \
  }
BIN(f_add, a + b)
BIN(f_sub, a - b) BIN(f_mul, a *b) BIN(f_div, a / b) BIN(f_mod, a % b) BIN(f_lt, -(a < b))
    BIN(f_eq, -(a == b)) BIN(f_and, a &b) static void f_dup(void) {
  push(dp[-1]);
}
static void f_drop(void) { dp--; }
static void f_swap(void) {
  cell t = dp[-1];
  dp[-1] = dp[-2];
  dp[-2] = t;
}
static void f_over(void) { push(dp[-2]); }
static void f_dot(void) { printf("%ld ", pop()); }
static void f_emit(void) { putchar((int)pop()); }
static void f_cr(void) { puts(""); }
static void f_fetch(void) { push(*(cell *)pop()); }
static void f_store(void) {
  cell *a = (cell *)pop();
  *a = pop();
}
static void f_comma(void) { *here++ = pop(); }
static void lit(void) { push(*ip++); }
static void branch(void) { ip = (cell *)*ip; }
static void zbranch(void) {
  if (pop())
    ip++;
  else
    ip = (cell *)*ip;
}
static void leave(void) { ip = (cell *)*--rp; }
static word w_lit = {.prim = lit}, w_branch = {.prim = branch}, w_zbranch = {.prim = zbranch},
            w_exit = {.prim = leave};
static void f_do(void) {
  cell i = pop(), n = pop();
  *rp++ = n;
  *rp++ = i;
}
static void loop(void) {
  if (++rp[-1] < rp[-2])
    ip = (cell *)*ip;
  else {
    rp -= 2;
    ip++;
  }
}
static word w_do = {.prim = f_do}, w_loop = {.prim = loop};
static void f_i(void) { push(rp[-1]); }
static void c(void *w) { *here++ = (cell)w; }
static void exec(word *w) {
  if (w->prim) {
    w->prim();
    return;
  }
  cell *base = rp - rs + rs;
  *rp++ = (cell)ip;
  ip = w->body;
  while (rp > base) {
    word *n = (word *)*ip++;
    if (n->prim)
      n->prim();
    else {
      *rp++ = (cell)ip;
      ip = n->body;
    }
  }
}
static void f_colon(void) {
  current = define(token(), NULL, 0);
  current->body = here;
  compiling = 1;
}
static void f_semi(void) {
  c(&w_exit);
  compiling = 0;
}
static void f_if(void) {
  c(&w_zbranch);
  push((cell)here++);
}
static void f_else(void) {
  c(&w_branch);
  cell h = (cell)here++;
  *(cell *)pop() = (cell)here;
  push(h);
}
static void f_then(void) { *(cell *)pop() = (cell)here; }
static void f_begin(void) { push((cell)here); }
static void f_until(void) {
  c(&w_zbranch);
  *here++ = pop();
}
static void c_do(void) {
  c(&w_do);
  push((cell)here);
}
static void c_loop(void) {
  c(&w_loop);
  *here++ = pop();
}
static void f_recurse(void) { c(current); }
static void f_var(void) {
  word *w = define(token(), NULL, 0);
  cell *a = here++;
  w->body = here;
  c(&w_lit);
  c(a);
  c(&w_exit);
}
static void interpret(const char *s) {
  in = s;
  for (char *t; (t = token());) {
    word *w = find(t);
    if (w) {
      if (compiling && !w->immediate)
        c(w);
      else
        exec(w);
    } else {
      char *end;
      cell n = strtol(t, &end, 10);
      if (*end) {
        printf("%s? ", t);
        return;
      }
      if (compiling) {
        c(&w_lit);
        *here++ = n;
      } else
        push(n);
    }
  }
}
int main(void) {
  static const struct {
    const char *n;
    void (*f)(void);
    int imm;
  } prims[] = {{"+", f_add, 0},           {"-", f_sub, 0},       {"*", f_mul, 0},     {"/", f_div, 0},
               {"mod", f_mod, 0},         {"<", f_lt, 0},        {"=", f_eq, 0},      {"and", f_and, 0},
               {"dup", f_dup, 0},         {"drop", f_drop, 0},   {"swap", f_swap, 0}, {"over", f_over, 0},
               {".", f_dot, 0},           {"emit", f_emit, 0},   {"cr", f_cr, 0},     {"@", f_fetch, 0},
               {"!", f_store, 0},         {",", f_comma, 0},     {"i", f_i, 0},       {":", f_colon, 0},
               {";", f_semi, 1},          {"if", f_if, 1},       {"else", f_else, 1}, {"then", f_then, 1},
               {"begin", f_begin, 1},     {"until", f_until, 1}, {"do", c_do, 1},     {"loop", c_loop, 1},
               {"recurse", f_recurse, 1}, {"variable", f_var, 0}};
  for (unsigned i = 0; i < sizeof prims / sizeof *prims; i++) define(prims[i].n, prims[i].f, prims[i].imm);
  interpret(
      ": square dup * ; 7 square . : fact dup 2 < if drop 1 else dup 1 - recurse * then ; 12 fact . cr");
  interpret(
      ": count 10 0 do i . loop ; count variable x 42 x ! x @ . : stars 0 do 42 emit loop ; 5 stars cr");
  interpret(
      ": gcd begin swap over mod dup 0 = until drop ; 48 36 gcd . : down begin dup . 1 - dup 0 = until drop ; 5 down nonsense");
  printf("\n%td\n", dp - ds);
  return 0;
}
