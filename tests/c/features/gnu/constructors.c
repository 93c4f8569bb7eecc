// Constructors with priorities, destructors, atexit, aliases, weak symbols, a section with its bounds.
#include <stdio.h>
#include <stdlib.h>
__attribute__((constructor(200))) static void second(void) { puts("200"); }
__attribute__((constructor(101))) static void first(void) { puts("101"); }
__attribute__((constructor)) static void last(void) { puts("default"); }
__attribute__((destructor)) static void end(void) { puts("destructor"); }
__attribute__((destructor(150))) static void end150(void) { puts("destructor 150"); }
static int real(int x) { return x * 3; }
int triple(int) __attribute__((alias("real")));
extern int missing(void) __attribute__((weak));
__attribute__((weak)) int given(void) { return 5; }
struct command { const char *name; int (*run)(int); };
#define COMMAND(n, e) static int n##_run(int x) { return e; } \
  static const struct command n __attribute__((used, section("commands"))) = {#n, n##_run}
COMMAND(twice, x * 2);
COMMAND(square, x *x);
COMMAND(minus, -x);
extern const struct command __start_commands[], __stop_commands[];
static void bye(void) { puts("atexit"); }
int main(void) {
  atexit(bye);
  printf("%d %d %s\n", triple(4), given(), missing ? "there" : "missing");
  for (const struct command *c = __start_commands; c < __stop_commands; c++) printf("%s %d\n", c->name, c->run(7));
  return 0;
}
