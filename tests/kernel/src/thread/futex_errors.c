#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  int word = 5;
  struct timespec t = {0, 1000000}, bad = {0, 1000000000}, neg = {-1, 0};
  R(futex, &word, 0, 4, 0, 0, 0);
  R(futex, &word, 0, 5, &t, 0, 0);
  R(futex, &word, 128, 5, &t, 0, 0);
  R(futex, &word, 0, 5, &bad, 0, 0);
  R(futex, &word, 0, 5, &neg, 0, 0);
  R(futex, &word, 0, 5, 1, 0, 0);
  R(futex, (char *)&word + 1, 0, 5, 0, 0, 0);
  R(futex, 0, 0, 5, 0, 0, 0);
  R(futex, 0, 128, 5, 0, 0, 0);
  R(futex, -4096L, 128, 5, 0, 0, 0);
  R(futex, 4, 1, 1, 0, 0, 0);
  R(futex, 4, 129, 1, 0, 0, 0);
  R(futex, &word, 1, 1, 0, 0, 0);
  R(futex, &word, 9, 5, &t, 0, 0);
  R(futex, &word, 10, 1, 0, 0, 0);
  R(futex, &word, 9 | 256, 5, &t, 0, 1);
  R(futex, &word, 1 | 256, 5, 0, 0, 1);
  R(futex, &word, 99, 5, 0, 0, 0);
  R(futex, &word, 2, 5, 0, 0, 0);
  R(futex, &word, 4, 1, 1, &word, 6);
  R(futex, &word, 4, 1, 1, &word, 5);
  R(futex, &word, 3, -1, 1, &word, 5);
  R(futex, &word, 3, 1, 1, (char *)&word + 2, 5);
  return 0;
}
