/* test and [ as builtins: the utility itself. */
#define main test_main
#include "../test.c"
