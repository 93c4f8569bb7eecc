/* Aliases: XCU 2.3.1, alias, unalias. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sh.h"

static struct alias *aliases;

struct alias *find_alias(const char *name) {
  struct alias *a = aliases;
  while (a && strcmp(a->name, name)) a = a->next;
  return a;
}

void each_alias(void (*f)(struct alias *)) {
  for (struct alias *a = aliases; a; a = a->next) f(a);
}

static char *copy(const char *s) {
  char *made = strdup(s);
  if (!made) fail(2, "out of memory");
  return made;
}

/* They are kept in order of their names, in which they are listed. */
static void set_alias(const char *name, const char *value) {
  struct alias **at = &aliases;
  while (*at && strcmp((*at)->name, name) < 0) at = &(*at)->next;
  struct alias *a = *at;
  if (!a || strcmp(a->name, name)) {
    a = calloc(1, sizeof *a);
    if (!a) fail(2, "out of memory");
    a->name = copy(name);
    a->next = *at;
    *at = a;
  }
  free(a->value);
  a->value = copy(value);
}

void print_alias(struct alias *a) {
  printf("%s=", a->name);
  print_quoted(a->value);
  putchar('\n');
}

int b_alias(int argc, char **argv) {
  int status = 0;
  if (argc == 1) each_alias(print_alias);
  for (int i = 1; i < argc; i++) {
    char *equals = strchr(argv[i], '=');
    struct alias *a = find_alias(argv[i]);
    if (equals && equals > argv[i]) {
      *equals = 0;
      set_alias(argv[i], equals + 1);
    } else if (a)
      print_alias(a);
    else {
      fprintf(stderr, "alias: %s not found\n", argv[i]);
      status = 1;
    }
  }
  return status;
}

static void drop(struct alias **at) {
  struct alias *a = *at;
  *at = a->next;
  free(a->name);
  free(a->value);
  free(a);
}

int b_unalias(int argc, char **argv) {
  int status = 0;
  if (argc > 1 && !strcmp(argv[1], "-a")) {
    while (aliases) drop(&aliases);
    return 0;
  }
  for (int i = 1; i < argc; i++) {
    struct alias **at = &aliases;
    while (*at && strcmp((*at)->name, argv[i])) at = &(*at)->next;
    if (*at)
      drop(at);
    else {
      fprintf(stderr, "unalias: %s not found\n", argv[i]);
      status = 1;
    }
  }
  return status;
}
