// Enumerations as sets of flags with names, gaps, negative and large values, in switches and array sizes.
#include <stdio.h>
#include <string.h>
enum perm { READ = 1 << 0, WRITE = 1 << 1, EXEC = 1 << 2, ALL = READ | WRITE | EXEC, NONE = 0 };
enum level { LOW = -5, MID, HIGH = 10, HIGHER, LAST = 'z' };
enum big { HUGE_ONE = 0x7fffffff, WRAPPED = -0x7fffffff - 1 };
typedef enum { RED, GREEN, BLUE, COLORS } color;
static const char *const color_names[COLORS] = {[BLUE] = "blue", [RED] = "red", [GREEN] = "green"};
static char *spell(enum perm p, char *out) {
  *out = 0;
  static const struct {
    enum perm p;
    const char *n;
  } t[] = {{READ, "read"}, {WRITE, "write"}, {EXEC, "exec"}};
  for (unsigned i = 0; i < sizeof t / sizeof *t; i++)
    if (p & t[i].p) {
      if (*out) strcat(out, "|");
      strcat(out, t[i].n);
    }
  return *out ? out : strcpy(out, "none");
}
static color next(color c) { return (c + 1) % COLORS; }
static int weight(enum level l) {
  switch (l) {
  case LOW:
    return 1;
  case MID:
    return 2;
  case HIGH ... HIGHER:
    return 3;
  default:
    return 0;
  case LAST:
    return 9;
  }
}
int main(void) {
  char b[32];
  for (int p = NONE; p <= ALL; p++) printf("%s ", spell(p, b));
  puts("");
  enum perm p = READ;
  p |= EXEC;
  p &= ~READ;
  p ^= ALL;
  printf("%d %s\n", p, spell(p, b));
  for (color c = RED, n = 0; n < 4; n++, c = next(c)) printf("%s ", color_names[c]);
  printf("%zu %d\n", sizeof(color), (color)-1 < 0);
  printf("%d %d %d %d %d\n", MID, HIGHER, LAST, weight(MID), weight(11) + weight(LAST) + weight(7));
  printf("%d %d %zu\n", HUGE_ONE, WRAPPED, sizeof(enum big));
  enum { LOCAL = sizeof(int[BLUE + 2]), AFTER } e = AFTER;
  printf("%d %d\n", LOCAL, e);
  int counts[COLORS] = {0};
  for (int i = 0; i < 10; i++) counts[i * i % COLORS]++;
  printf("%d%d%d\n", counts[RED], counts[GREEN], counts[BLUE]);
  return 0;
}
