/* uname: XCU uname. */
#include <getopt.h>
#include <stdio.h>
#include <sys/utsname.h>

int main(int argc, char **argv) {
  struct utsname u;
  int c, which = 0;
  while ((c = getopt(argc, argv, "asnrvmpio")) != -1) switch (c) {
    case 'a': which = 0x5f; break;
    case 's': which |= 1; break;
    case 'n': which |= 2; break;
    case 'r': which |= 4; break;
    case 'v': which |= 8; break;
    case 'm': which |= 16; break;
    case 'p': case 'i': which |= 32; break;
    case 'o': which |= 64; break;
    default: return 1;
    }
  if (uname(&u)) return 1;
  const char *parts[] = { u.sysname, u.nodename, u.release, u.version, u.machine, "unknown", "GNU/Linux" };
  if (!which) which = 1;
  for (int i = 0, some = 0; i < 7; i++)
    if (which >> i & 1) printf("%s%s", some++ ? " " : "", parts[i]);
  putchar('\n');
  return 0;
}
