/* date: XCU date, +FORMAT, -u, and GNU's -d @SECONDS and -R. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv) {
  const char *format = "%a %b %e %H:%M:%S %Z %Y";
  time_t t = time(0);
  int c;
  char text[1024];
  while ((c = getopt(argc, argv, "uRd:")) != -1) switch (c) {
    case 'u': break;
    case 'R': format = "%a, %d %b %Y %H:%M:%S %z"; break;
    case 'd':
      if (*optarg != '@') {
        fprintf(stderr, "date: invalid date '%s'; only @SECONDS is known\n", optarg);
        return 1;
      }
      t = atol(optarg + 1);
      break;
    default: return 1;
    }
  if (optind < argc) {
    if (*argv[optind] != '+') {
      fprintf(stderr, "date: invalid date '%s'\n", argv[optind]);
      return 1;
    }
    format = argv[optind] + 1;
  }
  struct tm *tm = localtime(&t);
  if (*format && !strftime(text, sizeof text, format, tm)) return 1;
  puts(*format ? text : "");
  return 0;
}
