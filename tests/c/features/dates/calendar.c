// Calendars without the library: weekdays, Easter, Julian days, leap seconds of years, ISO weeks, a month
// printed, ages, Zeller.
#include <stdio.h>
static int leap(int y) { return (y % 4 == 0 && y % 100) || y % 400 == 0; }
static int days(int y, int m) { return m == 2 ? 28 + leap(y) : 30 + ((m + (m > 7)) & 1); }
static long julian(int y, int m, int d) {
  int a = (14 - m) / 12;
  y += 4800 - a;
  m += 12 * a - 3;
  return d + (153 * m + 2) / 5 + 365L * y + y / 4 - y / 100 + y / 400 - 32045;
}
static void back(long j, int *y, int *m, int *d) {
  long a = j + 32044, b = (4 * a + 3) / 146097, c = a - 146097 * b / 4, e = (4 * c + 3) / 1461,
       f = c - 1461 * e / 4, g = (5 * f + 2) / 153;
  *d = (int)(f - (153 * g + 2) / 5 + 1);
  *m = (int)(g + 3 - 12 * (g / 10));
  *y = (int)(100 * b + e - 4800 + g / 10);
}
static int zeller(int y, int m, int d) {
  if (m < 3) m += 12, y--;
  return (d + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7;
}
static void easter(int y, int *m, int *d) {
  int a = y % 19, b = y / 100, c = y % 100, e = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30,
      f = (32 + 2 * (b % 4) + 2 * (c / 4) - e - c % 4) % 7,
      g = e + f - 7 * ((a + 11 * e + 22 * f) / 451) + 114;
  *m = g / 31;
  *d = g % 31 + 1;
}
static int week(int y, int m, int d) {
  long j = julian(y, m, d), thursday = j - (j % 7) + 3;
  int ty, tm, td;
  back(thursday, &ty, &tm, &td);
  return (int)((thursday - julian(ty, 1, 1)) / 7 + 1);
}
static void show(int y, int m) {
  int w = (int)((julian(y, m, 1)) % 7);
  printf("Mo Tu We Th Fr Sa Su\n%*s", 3 * w, "");
  for (int d = 1; d <= days(y, m); d++) printf("%2d%c", d, (w + d) % 7 == 0 || d == days(y, m) ? '\n' : ' ');
}
int main(void) {
  show(2024, 2);
  show(2023, 10);
  for (int y = 1999; y < 2030; y += 5) {
    int m, d;
    easter(y, &m, &d);
    printf("%d-%02d-%02d %d ", y, m, d, zeller(y, m, d));
  }
  puts("");
  int dates[][3] = {{1970, 1, 1}, {2000, 2, 29}, {2024, 12, 30}, {2021, 1, 3}, {1582, 10, 15}};
  for (int i = 0; i < 5; i++) {
    int *t = dates[i], y, m, d;
    long j = julian(t[0], t[1], t[2]);
    back(j + 1000, &y, &m, &d);
    printf("%ld %d w%d %d-%d-%d\n", j, (int)(j % 7), week(t[0], t[1], t[2]), y, m, d);
  }
  printf("%ld\n", julian(2024, 7, 4) - julian(1776, 7, 4));
  return 0;
}
