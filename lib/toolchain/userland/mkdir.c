/* mkdir: XCU mkdir, options -p and -m (octal). */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int main(int argc, char **argv) {
  int c, parents = 0, failed = 0;
  mode_t mode = 0777;
  while ((c = getopt(argc, argv, "pm:")) != -1) switch (c) {
    case 'p': parents = 1; break;
    case 'm': mode = (mode_t)strtol(optarg, 0, 8); umask(0); break;
    default: return 1;
    }
  if (optind == argc) {
    fprintf(stderr, "mkdir: missing operand\n");
    return 1;
  }
  for (int i = optind; i < argc; i++) {
    struct stat st;
    if (parents)
      for (char *p = argv[i] + 1; *p; p++)
        if (*p == '/' && p[1] && p[-1] != '/') {
          *p = 0;
          mkdir(argv[i], 0777);
          *p = '/';
        }
    if (mkdir(argv[i], mode) && !(parents && errno == EEXIST && !stat(argv[i], &st) && S_ISDIR(st.st_mode))) {
      fprintf(stderr, "mkdir: cannot create directory '%s': %s\n", argv[i], strerror(errno));
      failed = 1;
    }
  }
  return failed;
}
