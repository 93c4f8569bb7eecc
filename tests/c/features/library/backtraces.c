/* backtrace: who called whom, through recursion, a library function and a signal's handler. */
#include <execinfo.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *list[64];
static int count;
int main(void);
static void end(void);
static void show(const char *);
static int deep(int);
static int compare(const void *, const void *);
static void handler(int);
static void crash(int *volatile);
static sigjmp_buf back;

__attribute__((noinline)) static void leaf(void) { count = backtrace(list, 64); }

/* The function at an address; none for those of the library, which come before all of these or after. */
static const char *name(const void *address) {
  const struct {
    const char *name, *start;
  } table[] = {
    { "leaf", (char *)leaf },   { "deep", (char *)deep }, { "compare", (char *)compare }, { "handler", (char *)handler },
    { "crash", (char *)crash }, { "main", (char *)main }, { 0, (char *)name },            { 0, (char *)show },
    { 0, (char *)end },
  };
  int best = -1;
  for (int i = 0; i < 9; i++)
    if (table[i].start <= (char *)address && (best < 0 || table[i].start > table[best].start)) best = i;
  return best < 0 ? 0 : table[best].name;
}

static void show(const char *what) {
  printf("%s:", what);
  for (int i = 0; i < count; i++) {
    const char *found = name(list[i]);
    if (found) printf(" %s", found);
    /* What called main is told apart by no name of these. */
    if (found && !strcmp(found, "main")) break;
  }
  printf("\n");
}

__attribute__((noinline)) static int deep(int n) {
  volatile char room[100];
  room[n] = (char)n;
  if (n == 0)
    leaf();
  else
    room[n] += deep(n - 1);
  return room[n];
}

static int compare(const void *a, const void *b) {
  if (count == 0) leaf();
  return *(const int *)a - *(const int *)b;
}

static void handler(int sig) {
  leaf();
  if (sig == SIGSEGV) siglongjmp(back, 1);
}

__attribute__((noinline)) static void crash(int *volatile p) { *p = 1; }

int main(void) {
  int result = deep(5), numbers[] = { 3, 1, 2 };
  show("recursion");
  char **symbols = backtrace_symbols(list, count);
  char address[32];
  snprintf(address, sizeof address, "[%p]", list[0]);
  printf("symbol %d\n", symbols && strstr(symbols[0], address) != 0);
  free(symbols);
  count = 0;
  qsort(numbers, 3, sizeof *numbers, compare);
  show("qsort");
  signal(SIGUSR1, handler);
  signal(SIGSEGV, handler);
  raise(SIGUSR1);
  show("raise");
  if (!sigsetjmp(back, 1)) crash(0);
  show("fault");
  printf("%d of 2\n", backtrace(list, 2));
  return result != 15;
}

static void end(void) { leaf(); }
