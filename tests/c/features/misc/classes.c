// inet(3) by classes, hardware addresses, groups of a user, limits, times.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <grp.h>
#include <math.h>
#include <netinet/ether.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <ulimit.h>
#include <unistd.h>
#include <values.h>
int main(void) {
  const char *hosts[] = {"10.1.2.3", "172.16.5.6", "192.168.7.8", "127.1"};
  for (int i = 0; i < 4; i++) {
    struct in_addr a;
    inet_aton(hosts[i], &a);
    printf("%x %x %s\n", inet_netof(a), inet_lnaof(a),
           inet_ntoa(inet_makeaddr(inet_netof(a), inet_lnaof(a))));
  }
  printf("%x %x %x %x %x\n", inet_network("10"), inet_network("192.168"), inet_network("1.2.3.4"),
         inet_network("0x7f.1"), inet_network("1.2.3.4.5"));
  struct ether_addr *e = ether_aton("0:1a:2B:3c:4d:ff");
  printf("%s %d\n", e ? ether_ntoa(e) : "none", e != NULL);
  gid_t list[8];
  int n = 8, got = getgrouplist("root", 0, list, &n);
  printf("%d %d %d\n", got, n, list[0]);
  printf("%d %d\n", ulimit(UL_GETFSIZE) > 1000, MAXINT);
  struct timespec t;
  printf("%d %ld\n", timespec_getres(&t, TIME_UTC), t.tv_nsec);
  printf("%d %d\n", (isnan)(NAN), (isinf)(-INFINITY));
  char name[] = "fXXXXXX.txt";
  int fd = mkostemps(name, 4, 0);
  printf("%d %s\n", fd >= 0, name + 7);
  unlink(name);
  return 0;
}
