/* printf as a builtin: the utility itself. */
#define main printf_main
#define BUILTIN
void blame(void);
#include "../printf.c"
