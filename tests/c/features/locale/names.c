/* Names of locales by category, locales of threads, and perror beside strerror's buffer. */
#define _GNU_SOURCE
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

static void show(const char *what, const char *name) { printf("%s: %s\n", what, name ? name : "none"); }

static const char *of(locale_t l) { return l == LC_GLOBAL_LOCALE ? "global" : l ? "own" : "none"; }

static void *other(void *unused) {
  printf("in another thread %s, %zu bytes\n", of(uselocale(0)), MB_CUR_MAX);
  return unused;
}

int main(void) {
  unsetenv("LC_ALL");
  unsetenv("LC_CTYPE");
  setenv("LANG", "C.UTF-8", 1);
  show("at first", setlocale(LC_ALL, 0));
  show("no such", setlocale(LC_ALL, "tlh_QO.UTF-8"));
  show("no such category", setlocale(99, "C"));
  show("characters", setlocale(LC_CTYPE, "C.UTF-8"));
  show("all", setlocale(LC_ALL, 0));
  char *kept = strdup(setlocale(LC_ALL, 0));
  show("C", setlocale(LC_ALL, "C"));
  show("put back", setlocale(LC_ALL, kept));
  free(kept);
  show("collation", setlocale(LC_COLLATE, 0));
  show("part of it", setlocale(LC_ALL, "LC_CTYPE=C"));
  show("from the environment", setlocale(LC_ALL, ""));
  show("collation", setlocale(LC_COLLATE, 0));
  show("POSIX", setlocale(LC_ALL, "POSIX"));

  printf("thread: %s, %zu bytes\n", of(uselocale(0)), MB_CUR_MAX);
  locale_t unicode = newlocale(LC_ALL_MASK, "C.UTF-8", 0);
  show("before", of(uselocale(unicode)));
  printf("thread: %s, %zu bytes, alpha %d\n", of(uselocale(0)), MB_CUR_MAX, !!iswalpha(0xe9));
  pthread_t thread;
  pthread_create(&thread, 0, other, 0);
  pthread_join(thread, 0);
  show("before", of(uselocale(LC_GLOBAL_LOCALE)));
  printf("thread: %s, %zu bytes\n", of(uselocale(0)), MB_CUR_MAX);
  freelocale(unicode);
  show("unknown", newlocale(LC_ALL_MASK, "tlh_QO.UTF-8", 0) ? "made" : "none");

  const char *message = strerror(123456);
  stderr = stdout;
  errno = -5;
  perror("");
  errno = -6;
  perror("text");
  show("kept", message);
}
