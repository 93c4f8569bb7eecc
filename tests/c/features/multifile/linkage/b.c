#include <stdio.h>
#include "shared.h"
int shared = 10;
static int hidden = 100;
extern int common;
const char *names[] = {"first", "second"};
struct s shared_struct = {1, "struct"};
static int helper(void) { return hidden++; }
_Thread_local int tls = 5;
const char version[] = "1.0";
int array[7] = {[6] = 1};
int shared_function(int x) { return x + helper() + shared; }
int get_common(void) { return common; }
int other_inline(void) { return inline_one(10); }
extern inline int inline_one(int x);
int tls_value(void) { return tls++; }
int array_size(void) { return sizeof array / sizeof *array; }
void show(const struct s *p) { printf("%d %s\n", p->n, p->name); }
