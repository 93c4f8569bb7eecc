#include <stdio.h>
#include <string.h>
char *usage = "usage: p [-n] [-c char] words";
int nflag, cchar = '.';
main(argc, argv) char *argv[];
{
  static char *fake[] = {"p", "-n", "-c", "#", "one", "two", 0};
  argc = 6;
  argv = fake;
  for (argv++; *argv && **argv == '-'; argv++) switch ((*argv)[1]) {
    case 'n':
      nflag++;
      break;
    case 'c':
      cchar = **++argv;
      break;
    default:
      puts(usage);
      return 2;
    }
  for (; *argv; argv++) printf("%s%c", *argv, cchar);
  if (!nflag) putchar('\n');
  return 0;
}
