/* Fibonacci numbers by recursion: calls and returns. */
#include "arguments.h"

__attribute__((noinline, optimize("O1"))) static u64 fib(u64 n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

void start(u64 *stack) {
  show("fib", (i64)fib((u64)count(stack)));
  exit(0);
}
