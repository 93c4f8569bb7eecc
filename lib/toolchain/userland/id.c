/* id: XCU id, options -u -g -G -n. */
#include <getopt.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

static void show(const char *label, unsigned n, const char *name) {
  printf("%s%u", label, n);
  if (name) printf("(%s)", name);
}

int main(int argc, char **argv) {
  int c, what = 0, names = 0;
  while ((c = getopt(argc, argv, "ugGn")) != -1) {
    if (c == '?') return 1;
    if (c == 'n') names = 1;
    else what = c;
  }
  struct passwd *pw = getpwuid(geteuid());
  struct group *gr = getgrgid(getegid());
  gid_t groups[256];
  int n = getgroups(255, groups), own = 0;
  /* The effective group is one of them, whether it is in the list or not. */
  for (int i = 0; i < n; i++) own |= groups[i] == getegid();
  if (n >= 0 && !own) {
    for (int i = n++; i > 0; i--) groups[i] = groups[i - 1];
    groups[0] = getegid();
  }
  if (what == 'u' || what == 'g') {
    const char *name = what == 'u' ? pw ? pw->pw_name : 0 : gr ? gr->gr_name : 0;
    if (names && name) puts(name);
    else printf("%u\n", what == 'u' ? geteuid() : getegid());
    return 0;
  }
  if (what != 'G') {
    show("uid=", geteuid(), pw ? pw->pw_name : 0);
    show(" gid=", getegid(), gr ? gr->gr_name : 0);
    if (n > 0) printf(" groups=");
  }
  for (int i = 0; i < n; i++) {
    struct group *g = getgrgid(groups[i]);
    if (i) putchar(what == 'G' ? ' ' : ',');
    if (what != 'G') show("", groups[i], g ? g->gr_name : 0);
    else if (names && g) printf("%s", g->gr_name);
    else printf("%u", groups[i]);
  }
  putchar('\n');
  return 0;
}
