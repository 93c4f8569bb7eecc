// A small Lisp: reader, symbols, closures, tail calls by a loop, errors by longjmp.
#include <ctype.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef enum { NIL, NUM, SYM, PAIR, PRIM, FUN } kind;
typedef struct obj obj;
struct obj {
  kind k;
  union {
    long n;
    const char *s;
    struct {
      obj *a, *d;
    } p;
    obj *(*f)(obj *);
    struct {
      obj *params, *body, *env;
    } fn;
  };
};
static obj nil = {NIL, {0}}, *t, *symbols[64];
static int count;
static jmp_buf fail;
static const char *message, *src;
static obj *make(kind k) {
  obj *o = calloc(1, sizeof *o);
  o->k = k;
  return o;
}
static obj *num(long n) {
  obj *o = make(NUM);
  o->n = n;
  return o;
}
static obj *cons(obj *a, obj *d) {
  obj *o = make(PAIR);
  o->p.a = a;
  o->p.d = d;
  return o;
}
static obj *sym(const char *s) {
  for (int i = 0; i < count; i++)
    if (!strcmp(symbols[i]->s, s)) return symbols[i];
  obj *o = make(SYM);
  o->s = strdup(s);
  return symbols[count++] = o;
}
static _Noreturn void error(const char *m) {
  message = m;
  longjmp(fail, 1);
}
static obj *car(obj *o) {
  if (o->k != PAIR) error("not a pair");
  return o->p.a;
}
static obj *cdr(obj *o) {
  if (o->k != PAIR) error("not a pair");
  return o->p.d;
}
static obj *read(void);
static obj *read_list(void) {
  while (isspace((unsigned char)*src)) src++;
  if (*src == ')') {
    src++;
    return &nil;
  }
  if (!*src) error("unclosed list");
  obj *a = read();
  return cons(a, read_list());
}
static obj *read(void) {
  while (isspace((unsigned char)*src)) src++;
  if (*src == '(') {
    src++;
    return read_list();
  }
  if (*src == '\'') {
    src++;
    return cons(sym("quote"), cons(read(), &nil));
  }
  char b[32];
  int n = 0;
  while (*src && !isspace((unsigned char)*src) && !strchr("()", *src)) b[n++] = *src++;
  b[n] = 0;
  if (isdigit((unsigned char)b[0]) || (b[0] == '-' && b[1])) return num(atol(b));
  return sym(b);
}
static void print(obj *o) {
  switch (o->k) {
  case NIL:
    printf("()");
    break;
  case NUM:
    printf("%ld", o->n);
    break;
  case SYM:
    printf("%s", o->s);
    break;
  case PAIR:
    putchar('(');
    for (; o->k == PAIR; o = o->p.d) {
      print(o->p.a);
      if (o->p.d->k == PAIR) putchar(' ');
    }
    if (o->k != NIL) {
      printf(" . ");
      print(o);
    }
    putchar(')');
    break;
  default:
    printf("<function>");
  }
}
static obj *lookup(obj *s, obj *env) {
  for (; env->k == PAIR; env = env->p.d)
    if (env->p.a->p.a == s) return env->p.a;
  return NULL;
}
static obj *globals = &nil;
static obj *eval(obj *e, obj *env);
static obj *evlist(obj *l, obj *env) {
  if (l->k != PAIR) return &nil;
  obj *a = eval(car(l), env);
  return cons(a, evlist(cdr(l), env));
}
static obj *eval(obj *e, obj *env) {
  for (;;) {
    if (e->k == SYM) {
      obj *b = lookup(e, env);
      if (!b) b = lookup(e, globals);
      if (!b) error("unbound symbol");
      return b->p.d;
    }
    if (e->k != PAIR) return e;
    obj *h = car(e);
    if (h->k == SYM) {
      const char *s = h->s;
      if (!strcmp(s, "quote")) return car(cdr(e));
      if (!strcmp(s, "if")) {
        e = eval(car(cdr(e)), env)->k != NIL ? car(cdr(cdr(e))) : car(cdr(cdr(cdr(e))));
        continue;
      }
      if (!strcmp(s, "define")) {
        obj *v = eval(car(cdr(cdr(e))), env);
        globals = cons(cons(car(cdr(e)), v), globals);
        return car(cdr(e));
      }
      if (!strcmp(s, "lambda")) {
        obj *f = make(FUN);
        f->fn.params = car(cdr(e));
        f->fn.body = car(cdr(cdr(e)));
        f->fn.env = env;
        return f;
      }
    }
    obj *f = eval(h, env), *args = evlist(cdr(e), env);
    if (f->k == PRIM) return f->f(args);
    if (f->k != FUN) error("not a function");
    env = f->fn.env;
    for (obj *p = f->fn.params; p->k == PAIR; p = p->p.d, args = cdr(args))
      env = cons(cons(p->p.a, car(args)), env);
    e = f->fn.body;
  }
}
#define ARITH(name, op)                                                                                      \
  static obj *name(obj *a) { return num(car(a)->n op car(cdr(a))->n); }
ARITH(add, +) ARITH(sub, -) ARITH(mul, *) static obj *less(obj *a) {
  return car(a)->n < car(cdr(a))->n ? t : &nil;
}
static obj *eq(obj *a) {
  obj *x = car(a), *y = car(cdr(a));
  return x == y || (x->k == NUM && y->k == NUM && x->n == y->n) ? t : &nil;
}
static obj *p_cons(obj *a) { return cons(car(a), car(cdr(a))); }
static obj *p_car(obj *a) { return car(car(a)); }
static obj *p_cdr(obj *a) { return cdr(car(a)); }
static void prim(const char *n, obj *(*f)(obj *)) {
  obj *o = make(PRIM);
  o->f = f;
  globals = cons(cons(sym(n), o), globals);
}
int main(void) {
  t = sym("t");
  globals = cons(cons(t, t), globals);
  prim("+", add);
  prim("-", sub);
  prim("*", mul);
  prim("<", less);
  prim("eq", eq);
  prim("cons", p_cons);
  prim("car", p_car);
  prim("cdr", p_cdr);
  const char *lines[] = {"(+ 1 (* 2 3))",
                         "'(a b (c d) 5)",
                         "(define fact (lambda (n) (if (< n 2) 1 (* n (fact (- n 1))))))",
                         "(fact 10)",
                         "(define map (lambda (f l) (if l (cons (f (car l)) (map f (cdr l))) '())))",
                         "(map (lambda (x) (* x x)) '(1 2 3 4))",
                         "(define adder (lambda (n) (lambda (x) (+ x n))))",
                         "((adder 5) 10)",
                         "(define loop (lambda (n acc) (if (eq n 0) acc (loop (- n 1) (+ acc n)))))",
                         "(loop 2000 0)",
                         "(car 5)",
                         "(nothing)",
                         "(1 2)",
                         "(cons 1 2)",
                         "(a"};
  for (unsigned i = 0; i < sizeof lines / sizeof *lines; i++) {
    src = lines[i];
    if (setjmp(fail))
      printf("error: %s", message);
    else
      print(eval(read(), &nil));
    puts("");
  }
  return 0;
}
