/* Variables, their scopes, the environment. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sh.h"

static struct variable *variables;

int is_name(const char *s, size_t n) {
  if (!n || isdigit((unsigned char)*s)) return 0;
  for (; n; n--, s++)
    if (!isalnum((unsigned char)*s) && *s != '_') return 0;
  return 1;
}

struct variable *find_variable(const char *name, int make) {
  struct variable *v = variables;
  for (; v; v = v->next)
    if (!strcmp(v->name, name)) return v;
  if (!make) return 0;
  v = calloc(1, sizeof *v);
  if (!v || !(v->name = strdup(name))) fail(2, "out of memory");
  v->next = variables;
  return variables = v;
}

const char *get_variable(const char *name) {
  struct variable *v = find_variable(name, 0);
  return v ? v->value : 0;
}

void set_variable(const char *name, const char *value) {
  struct variable *v = find_variable(name, 1);
  if (v->readonly) fail(2, "%s: is read only", name);
  char *copy = strdup(value);
  if (!copy) fail(2, "out of memory");
  free(v->value);
  v->value = copy;
  if (options['a']) v->exported = 1;
  if (!strcmp(name, "OPTIND")) {
    extern void restart_getopts(void);
    restart_getopts();
  }
}

void unset_variable(const char *name) {
  struct variable *v = find_variable(name, 0);
  if (!v) return;
  if (v->readonly) fail(2, "%s: is read only", name);
  free(v->value);
  v->value = 0;
  v->exported = 0;
}

static int by_name(const void *a, const void *b) {
  return strcmp((*(struct variable *const *)a)->name, (*(struct variable *const *)b)->name);
}

void each_variable(void (*f)(struct variable *)) {
  size_t n = 0;
  for (struct variable *v = variables; v; v = v->next) n++;
  struct variable **all = get(&scratch, (n + 1) * sizeof *all);
  n = 0;
  for (struct variable *v = variables; v; v = v->next) all[n++] = v;
  qsort(all, n, sizeof *all, by_name);
  for (size_t i = 0; i < n; i++) f(all[i]);
}

char **environment(void) {
  size_t n = 0;
  for (struct variable *v = variables; v; v = v->next) n += v->exported && v->value;
  char **list = get(&scratch, (n + 1) * sizeof *list);
  /* Newest variables stand first in the list; programs see them in the order in which they were made. */
  for (struct variable *v = variables; v; v = v->next) {
    if (!v->exported || !v->value) continue;
    size_t a = strlen(v->name), b = strlen(v->value);
    char *entry = get(&scratch, a + b + 2);
    memcpy(entry, v->name, a);
    entry[a] = '=';
    memcpy(entry + a + 1, v->value, b);
    list[--n] = entry;
  }
  return list;
}

/* local: the values before, put back when the function returns. */
struct local {
  char *name, *value;
  int exported, readonly;
  struct local *next;
};
struct local_scope {
  struct local *first;
  struct local_scope *outer;
};
static struct local_scope *scope;

struct local_scope *push_locals(void) {
  struct local_scope *s = calloc(1, sizeof *s);
  if (!s) fail(2, "out of memory");
  s->outer = scope;
  return scope = s;
}

void pop_locals(struct local_scope *s) {
  while (s->first) {
    struct local *l = s->first;
    struct variable *v = find_variable(l->name, 1);
    free(v->value);
    v->value = l->value;
    v->exported = l->exported;
    v->readonly = l->readonly;
    s->first = l->next;
    free(l->name);
    free(l);
  }
  scope = s->outer;
  free(s);
}

int make_local(const char *name) {
  if (!scope) return 0;
  struct variable *v = find_variable(name, 1);
  struct local *l = calloc(1, sizeof *l);
  if (!l || !(l->name = strdup(name))) fail(2, "out of memory");
  l->value = v->value ? strdup(v->value) : 0;
  l->exported = v->exported;
  l->readonly = v->readonly;
  l->next = scope->first;
  scope->first = l;
  return 1;
}
