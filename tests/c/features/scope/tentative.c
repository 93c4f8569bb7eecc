#include <stdio.h>
int a;
int a;
int a = 5;
int b;
static int c;
static int c;
extern int d;
int d;
int e[];
int e[3];
struct s s;
struct s {
  int n;
};
extern struct s s;
int *pa = &a;
static int h(void);
int use(void) { return h() + c; }
static int h(void) { return 4; }
const int k;
extern const int k;
char buf[];
char buf[] = "sized";
int main(void) {
  printf("%d %d %d %d %zu %d %d %d %zu\n", *pa, b, c, d, sizeof e, s.n, use(), k, sizeof buf);
}
