/* test and [ as builtins: the utility itself. */
#define main test_main
#define BUILTIN
void blame(void);
#include "../test.c"
