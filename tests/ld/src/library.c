// A shared object: data that programs copy, functions with one address everywhere, thread-local storage.
#include <stdio.h>

int shared_number = 10;
extern int program_number;
__thread int library_local = 4;
static __thread int hidden_local = 9;

static int next(int x) { return x + 1; }
int (*library_table[])(int) = {next};

int library_function(int x) {
  library_local += x;
  hidden_local++;
  return next(x) + shared_number + program_number + library_local + hidden_local;
}

__attribute__((constructor)) static void made(void) { puts("library"); }
int library_secret(void) { return 1; }
void *library_self(void) { return (void *)library_function; }
