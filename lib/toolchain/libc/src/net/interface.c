/* Names and numbers of network interfaces: netdevice(7). */
#define _GNU_SOURCE
#include <errno.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* What a request about an interface needs is any socket. */
static int interface(unsigned long request, struct ifreq *r) {
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  int bad = ioctl(fd, request, r);
  close(fd);
  return bad;
}

unsigned if_nametoindex(const char *name) {
  struct ifreq r = { 0 };
  if (strlen(name) >= sizeof r.ifr_name) {
    errno = ENODEV;
    return 0;
  }
  memcpy(r.ifr_name, name, strlen(name));
  return interface(SIOCGIFINDEX, &r) ? 0 : (unsigned)r.ifr_ifindex;
}

char *if_indextoname(unsigned index, char *to) {
  struct ifreq r = { .ifr_ifindex = (int)index };
  if (interface(SIOCGIFNAME, &r)) {
    if (errno == ENODEV) errno = ENXIO;
    return 0;
  }
  return memcpy(to, r.ifr_name, sizeof r.ifr_name);
}
