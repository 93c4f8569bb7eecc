#include <stdio.h>
int __attribute__((weak)) value = 1;
__attribute__((weak)) const char *who(void) { return "default"; }
extern int absent __attribute__((weak));
int strong(void) { return 1; }
static int target(void) { return 9; }
int alias(void) __attribute__((alias("target")));
__attribute__((constructor)) static void before(void) { puts("a before"); }
int later(void);
int main(void) { printf("%d %s %d %d %d\n", value, who(), &absent == 0, alias(), later()); }
