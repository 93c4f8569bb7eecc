#include <stdio.h>
#include "shared.h"
static int hidden = 1;
int common;
extern const char *names[];
int shared_function(int);
static int helper(void) { return hidden++; }
int (*callback)(int) = shared_function;
int main(void) {
  printf("%d %d %d %s %s\n", shared, helper(), shared_function(5), names[0], names[1]);
  common = 4;
  shared++;
  printf("%d %d\n", callback(1), get_common());
  printf("%d %d\n", inline_one(3), other_inline());
  printf("%d %s %d\n", tls_value(), version, array_size());
  shared_struct.n = 3;
  show(&shared_struct);
}
