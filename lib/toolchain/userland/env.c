/* env: XCU env, options -i and -u. */
#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int c;
  while ((c = getopt(argc, argv, "+iu:")) != -1) switch (c) {
    case 'i': clearenv(); break;
    case 'u': unsetenv(optarg); break;
    default: return 125;
    }
  for (; optind < argc && strchr(argv[optind], '='); optind++) putenv(argv[optind]);
  if (optind == argc) {
    for (char **e = environ; e && *e; e++) puts(*e);
    return 0;
  }
  execvp(argv[optind], argv + optind);
  fprintf(stderr, "env: '%s': %s\n", argv[optind], strerror(errno));
  return errno == ENOENT ? 127 : 126;
}
