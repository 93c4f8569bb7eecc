#include <stdio.h>
int value = 2;
const char *who(void) { return "override"; }
int strong(void) __attribute__((weak));
int strong(void) { return 2; }
int later(void) { return strong() * 10; }
__attribute__((constructor)) static void before(void) { puts("b before"); }
__attribute__((destructor)) static void after(void) { puts("b after"); }
