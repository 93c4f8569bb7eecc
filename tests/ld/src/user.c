#include <stdio.h>

extern int shared_number;
int program_number = 100;
extern __thread int library_local;
extern int (*library_table[1])(int);
int library_function(int);
void *library_self(void);

int main(void) {
  shared_number = 20;
  int sum = library_function(5);
  printf("%d %d %d\n", sum, library_local, library_table[0](shared_number));
  printf("%d\n", library_self() == (void *)library_function);
  return 0;
}
