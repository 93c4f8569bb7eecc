#include <stdio.h>
#include <math.h>
static int isq(int x) { return x * x; }
static double dsq(double x) { return x * x; }
static float fsq(float x) { return x * x; }
#define sq(x) _Generic((x), int : isq, float : fsq, default : dsq)(x)
#define print(x) _Generic((x), int : pi, double : pd, char * : ps)(x)
static void pi(int x) { printf("int %d\n", x); }
static void pd(double x) { printf("double %g\n", x); }
static void ps(char *x) { printf("string %s\n", x); }
int main(void) {
  print(sq(5));
  print(sq(1.5));
  print((double)sq(2.5f));
  print("text");
  print(_Generic(0, int : 7, long : 8));
}
