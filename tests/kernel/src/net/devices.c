// What a socket tells of the loopback device: netdevice(7).
#include "hosted.h"
#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
static struct ifreq about;
static int ask(int fd, unsigned long request, const char *name) {
  memset(&about, 0, sizeof about);
  strcpy(about.ifr_name, name);
  int answer = ioctl(fd, request, &about);
  return answer < 0 ? -errno : answer;
}
static const char *address(struct sockaddr *from) {
  static char text[32];
  struct sockaddr_in *in = (struct sockaddr_in *)from;
  snprintf(text, sizeof text, "%d %s", in->sin_family, inet_ntoa(in->sin_addr));
  return text;
}
int main(void) {
  int fd = socket(AF_INET, SOCK_DGRAM, 0), local = socket(AF_UNIX, SOCK_STREAM, 0);
  struct ifreq all[32];
  struct ifconf list = {.ifc_len = sizeof all, .ifc_req = all};
  printf("list %d\n", ioctl(fd, SIOCGIFCONF, &list));
  for (int i = 0; i < list.ifc_len / (int)sizeof *all; i++)
    if (!strcmp(all[i].ifr_name, "lo")) printf("lo %s\n", address(&all[i].ifr_addr));
  list = (struct ifconf){0};
  printf("size %d %d\n", ioctl(fd, SIOCGIFCONF, &list), list.ifc_len >= (int)sizeof *all);
  list.ifc_len = 39, list.ifc_req = all;
  printf("no room %d %d\n", ioctl(fd, SIOCGIFCONF, &list), list.ifc_len);
  printf("flags %d %x\n", ask(fd, SIOCGIFFLAGS, "lo"), about.ifr_flags & (IFF_UP | IFF_LOOPBACK));
  printf("address %d %s\n", ask(fd, SIOCGIFADDR, "lo"), address(&about.ifr_addr));
  printf("mask %d %s\n", ask(fd, SIOCGIFNETMASK, "lo"), address(&about.ifr_netmask));
  printf("broadcast %d %s\n", ask(fd, SIOCGIFBRDADDR, "lo"), address(&about.ifr_broadaddr));
  printf("peer %d %s\n", ask(fd, SIOCGIFDSTADDR, "lo"), address(&about.ifr_dstaddr));
  printf("mtu %d %d\n", ask(fd, SIOCGIFMTU, "lo"), about.ifr_mtu);
  printf("hardware %d %d\n", ask(fd, SIOCGIFHWADDR, "lo"), about.ifr_hwaddr.sa_family);
  printf("metric %d %d\n", ask(fd, SIOCGIFMETRIC, "lo"), about.ifr_metric);
  printf("index %d %d\n", ask(fd, SIOCGIFINDEX, "lo"), about.ifr_ifindex);
  about.ifr_ifindex = 1;
  printf("name %d %s\n", ioctl(fd, SIOCGIFNAME, &about), about.ifr_name);
  about.ifr_ifindex = 9999;
  printf("no index %d %d\n", ioctl(fd, SIOCGIFNAME, &about), errno);
  printf("no device %d\n", ask(fd, SIOCGIFFLAGS, "nosuch"));
  printf("local flags %d\n", ask(local, SIOCGIFFLAGS, "lo"));
  printf("local address %d\n", ask(local, SIOCGIFADDR, "lo"));
  printf("nowhere %d %d\n", ioctl(fd, SIOCGIFFLAGS, 0), errno);
  printf("by name %u %u\n", if_nametoindex("lo"), if_nametoindex("nosuch"));
  return 0;
}
