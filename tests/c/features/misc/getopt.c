#include <getopt.h>
#include <stdio.h>
static void parse(int n, char **v) {
  optind = 1;
  int c;
  while ((c = getopt(n, v, "ab:c::")) != -1) printf("%c%s%s ", c, optarg ? "=" : "", optarg ? optarg : "");
  printf("|");
  for (int i = optind; i < n; i++) printf(" %s", v[i]);
  puts("");
}
int main(void) {
  opterr = 0;
  parse(6, (char *[]){"p", "-a", "-b", "val", "-cx", "rest", 0});
  parse(5, (char *[]){"p", "-abv", "file", "-c", "x", 0});
  parse(4, (char *[]){"p", "-x", "--", "-a", 0});
  parse(2, (char *[]){"p", "-b", 0});
  static int flag;
  struct option o[] = {{"help", no_argument, 0, 'h'},
                       {"file", required_argument, 0, 'f'},
                       {"level", optional_argument, 0, 'l'},
                       {"flag", no_argument, &flag, 7},
                       {0}};
  char *v[] = {"p", "--help", "--file=x", "--file", "y", "--lev=3", "--flag", "--bad", "arg", 0};
  int c, i;
  optind = 1;
  while ((c = getopt_long(9, v, "hf:", o, &i)) != -1) printf("%d:%s ", c, optarg ? optarg : "-");
  printf("%d %d\n", flag, optind);
}
