/* C11 7.22.4: the ways a program ends. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include "../internal/lock.h"
#include "../internal/start.h"

struct handler {
  void (*run)(int, void *);
  void *argument;
};

/* POSIX asks for ATEXIT_MAX of 32 at least; more than the first block come from the heap. */
static struct handler fixed[32], *handlers = fixed;
static size_t count, room = 32;
static void (*quick[32])(void);
static size_t quick_count;
static int lock;

void __run_fini(void);

static int add(void (*run)(int, void *), void *argument) {
  __lock(&lock);
  if (count == room) {
    struct handler *more = malloc(2 * room * sizeof *more);
    if (!more) {
      __unlock(&lock);
      return -1;
    }
    for (size_t i = 0; i < count; i++) more[i] = handlers[i];
    if (handlers != fixed) free(handlers);
    handlers = more;
    room *= 2;
  }
  handlers[count].run = run;
  handlers[count++].argument = argument;
  __unlock(&lock);
  return 0;
}

static void run_plain(int status, void *f) {
  (void)status;
  ((void (*)(void))(unsigned long)f)();
}

/* C11 7.22.4.2. */
int atexit(void (*f)(void)) { return add(run_plain, (void *)(unsigned long)f); }

/* on_exit(3). */
int on_exit(void (*f)(int, void *), void *argument) { return add(f, argument); }

static void run_cxa(int status, void *pair) {
  (void)status;
  struct handler *h = pair;
  ((void (*)(void *))(unsigned long)h->run)(h->argument);
}

/* Itanium C++ ABI 3.3.5.3. */
int __cxa_atexit(void (*f)(void *), void *argument, void *dso) {
  (void)dso;
  struct handler *h = malloc(sizeof *h);
  if (!h) return -1;
  h->run = (void (*)(int, void *))(unsigned long)f;
  h->argument = argument;
  return add(run_cxa, h);
}

/* C11 7.22.4.3. */
int at_quick_exit(void (*f)(void)) {
  if (quick_count == 32) return -1;
  quick[quick_count++] = f;
  return 0;
}

/* stdio's part is linked only into programs that use stdio. */
void __stdio_exit(void) __attribute__((weak));

/* C11 7.22.4.4: handlers last in first out, then streams, then the end. */
_Noreturn void exit(int status) {
  while (count > 0) {
    struct handler *h = &handlers[--count];
    h->run(status, h->argument);
  }
  __run_fini();
  if (__stdio_exit) __stdio_exit();
  _exit(status);
}

/* C11 7.22.4.7. */
_Noreturn void quick_exit(int status) {
  while (quick_count > 0) quick[--quick_count]();
  _exit(status);
}

/* C11 7.22.4.5. */
_Noreturn void _Exit(int status) { _exit(status); }

/* _exit(2). */
_Noreturn void _exit(int status) {
  for (;;) raw(exit_group, status & 0xff);
}

/* C11 7.22.4.1: SIGABRT even when it is blocked or caught by a handler that returns. */
_Noreturn void abort(void) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGABRT);
  sigprocmask(SIG_UNBLOCK, &set, 0);
  raise(SIGABRT);
  signal(SIGABRT, SIG_DFL);
  raise(SIGABRT);
  for (;;) __asm__ volatile("hlt");
}
