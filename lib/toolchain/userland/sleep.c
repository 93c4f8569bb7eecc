/* sleep: XCU sleep, with coreutils' fractions, units and sums. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int argc, char **argv) {
  double total = 0;
  if (argc < 2) {
    fprintf(stderr, "sleep: missing operand\n");
    return 1;
  }
  for (int i = 1; i < argc; i++) {
    char *end;
    double x = strtod(argv[i], &end);
    int unit = *end ? *end++ : 's';
    if (end == argv[i] || *end || x < 0 || !strchr("smhd", unit)) {
      fprintf(stderr, "sleep: invalid time interval '%s'\n", argv[i]);
      return 1;
    }
    total += x * (unit == 'm' ? 60 : unit == 'h' ? 3600 : unit == 'd' ? 86400 : 1);
  }
  struct timespec t = { (time_t)total, (long)((total - (double)(time_t)total) * 1e9) };
  while (nanosleep(&t, &t));
  return 0;
}
