#include <stdio.h>
int x = 1;
static int y = 2;
extern int later;
int later = 3;
static int counter(void) {
  static int n;
  return ++n;
}
static int other(void) {
  static int n = 100;
  return n++;
}
int main(void) {
  printf("%d ", x);
  int x = x = 5;
  printf("%d ", x);
  {
    extern int x;
    printf("%d ", x);
    {
      int x = 7;
      printf("%d ", x);
    }
  }
  printf("%d\n", x);
  for (int i = 0; i < 3; i++) {
    static int s;
    int i = s++;
    printf("%d%d ", i, s);
  }
  printf("%d %d %d %d\n", counter(), counter(), other(), other());
  {
    int y = y + 0 * (y = 4);
    y = 9;
    printf("%d ", y);
  }
  printf("%d %d\n", y, later);
  struct x {
    int x;
  } z = {x};
  {
    struct x {
      char c[3];
    };
    printf("%zu %zu\n", sizeof(struct x), sizeof z);
  }
  int f(int);
  int printf_ = f(2);
  printf("%d\n", printf_);
  goto x;
x:
  return 0;
}
int f(int x) {
  if (x > 0) {
    int x = 40;
    x++;
    return x + y;
  }
  return x;
}
