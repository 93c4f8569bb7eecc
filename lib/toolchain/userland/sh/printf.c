/* printf as a builtin: the utility itself. */
#define main printf_main
#include "../printf.c"
