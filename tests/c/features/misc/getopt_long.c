// getopt_long: flags, values with = and without, abbreviations, optional arguments, permutation, errors.
#define _GNU_SOURCE
#include <getopt.h>
#include <stdio.h>
static int verbose;
static void parse(char **argv) {
  static struct option options[] = {
      {"verbose", no_argument, &verbose, 1}, {"brief", no_argument, &verbose, 0},
      {"file", required_argument, 0, 'f'},   {"color", optional_argument, 0, 'c'},
      {"number", required_argument, 0, 'n'}, {0, 0, 0, 0}};
  int argc = 0, c, index = -1;
  while (argv[argc]) argc++;
  optind = 0;
  opterr = 0;
  verbose = -1;
  while ((c = getopt_long(argc, argv, "f:c::n:vab", options, &index)) != -1) {
    if (c == 0)
      printf("(%s=%d) ", options[index].name, verbose);
    else if (c == '?')
      printf("bad(%c,%s) ", optopt ? optopt : '0', argv[optind - 1]);
    else
      printf("%c(%s) ", c, optarg ? optarg : "-");
  }
  printf("|");
  for (; optind < argc; optind++) printf(" %s", argv[optind]);
  puts("");
}
int main(void) {
  parse((char *[]){"p", "--verbose", "--file=x.c", "rest", "-n5", "--color", "--color=red", "more", 0});
  parse((char *[]){"p", "-abv", "--num", "7", "-f", "y", "-cblue", "-c", "z", 0});
  parse((char *[]){"p", "--unknown", "-q", "--file", 0});
  parse((char *[]){"p", "--ver", "--", "-a", "--file", 0});
  parse((char *[]){"p", "--brief=1", "-n", 0});
  return 0;
}
