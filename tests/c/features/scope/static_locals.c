#include <stdio.h>
static int next(void) {
  static int n = 10;
  static int *p = &n;
  return ++*p;
}
static const char *day(int i) {
  static const char *const d[] = {"mon", "tue"};
  static int calls;
  return calls++ ? d[i] : "first";
}
static int *counter(int reset) {
  static int c;
  if (reset) c = 0;
  c++;
  return &c;
}
int main(void) {
  printf("%d ", next());
  printf("%d %s ", next(), day(0));
  printf("%s\n", day(1));
  for (int i = 0; i < 3; i++) {
    static int k = 5;
    int l = 5;
    printf("%d%d ", k++, l++);
  }
  *counter(0) = 41;
  printf("%d\n", *counter(0));
}
