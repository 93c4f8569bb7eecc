/* Names and numbers of network interfaces: netdevice(7). */
#define _GNU_SOURCE
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <stdlib.h>
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

/* All interfaces with an IPv4 address, as SIOCGIFCONF tells; the caller frees. Answers how many, or -1. */
static int list_all(struct ifreq **to) {
  struct ifconf all = { 0 };
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), bad = fd < 0 ? -1 : ioctl(fd, SIOCGIFCONF, &all);
  if (!bad) {
    all.ifc_req = *to = malloc((size_t)all.ifc_len + 1);
    bad = *to ? ioctl(fd, SIOCGIFCONF, &all) : -1;
    if (bad) free(*to);
  }
  if (fd >= 0) close(fd);
  return bad ? -1 : all.ifc_len / (int)sizeof **to;
}

struct if_nameindex *if_nameindex(void) {
  struct ifreq *all;
  int n = list_all(&all), kept = 0;
  struct if_nameindex *list = n < 0 ? 0 : malloc((size_t)(n + 1) * (sizeof *list + IFNAMSIZ));
  if (list) {
    char *names = (char *)(list + n + 1);
    for (int i = 0; i < n; i++) {
      unsigned index = if_nametoindex(all[i].ifr_name);
      int known = !index;
      for (int k = 0; k < kept; k++) known |= list[k].if_index == index;
      if (known) continue;
      list[kept].if_index = index;
      list[kept].if_name = memcpy(names + kept * IFNAMSIZ, all[i].ifr_name, IFNAMSIZ);
      kept++;
    }
    list[kept] = (struct if_nameindex){ 0, 0 };
  }
  if (n >= 0) free(all);
  return list;
}

void if_freenameindex(struct if_nameindex *list) { free(list); }

/* One of the list, with what it points to. */
struct entry {
  struct ifaddrs first;
  struct sockaddr address, mask, other;
  char name[IFNAMSIZ];
};

/* getifaddrs(3), of IPv4. */
int getifaddrs(struct ifaddrs **to) {
  struct ifreq *all;
  int n = list_all(&all), bad = n < 0;
  struct ifaddrs **end = to;
  *to = 0;
  for (int i = 0; i < n && !bad; i++) {
    struct entry *e = calloc(1, sizeof *e);
    if (!e) {
      bad = 1;
      break;
    }
    struct ifreq r = all[i];
    memcpy(e->name, r.ifr_name, IFNAMSIZ);
    e->address = r.ifr_addr;
    e->first = (struct ifaddrs){ .ifa_name = e->name, .ifa_addr = &e->address };
    if (!interface(SIOCGIFFLAGS, &r)) e->first.ifa_flags = (unsigned short)r.ifr_flags;
    if (!interface(SIOCGIFNETMASK, &r)) {
      e->mask = r.ifr_netmask;
      e->mask.sa_family = AF_INET;
      e->first.ifa_netmask = &e->mask;
    }
    int is_pair = e->first.ifa_flags & IFF_POINTOPOINT;
    if ((is_pair || e->first.ifa_flags & IFF_BROADCAST) && !interface(is_pair ? SIOCGIFDSTADDR : SIOCGIFBRDADDR, &r)) {
      e->other = r.ifr_broadaddr;
      e->first.ifa_broadaddr = &e->other;
    }
    *end = &e->first;
    end = &e->first.ifa_next;
  }
  if (n >= 0) free(all);
  if (!bad) return 0;
  freeifaddrs(*to);
  *to = 0;
  return -1;
}

void freeifaddrs(struct ifaddrs *list) {
  while (list) {
    struct ifaddrs *next = list->ifa_next;
    free(list);
    list = next;
  }
}
