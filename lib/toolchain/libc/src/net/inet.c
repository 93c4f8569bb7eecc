/* POSIX <arpa/inet.h>: addresses as text (RFC 4291, 2.2; RFC 5952 for the short form). */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct in6_addr in6addr_any = IN6ADDR_ANY_INIT, in6addr_loopback = IN6ADDR_LOOPBACK_INIT;

uint32_t htonl(uint32_t n) { return __builtin_bswap32(n); }
uint32_t ntohl(uint32_t n) { return __builtin_bswap32(n); }
uint16_t htons(uint16_t n) { return __builtin_bswap16(n); }
uint16_t ntohs(uint16_t n) { return __builtin_bswap16(n); }

/* One to four numbers in C's notations; the last fills the bytes that are left. */
int inet_aton(const char *s, struct in_addr *to) {
  unsigned long part[4];
  int n = 0;
  for (;;) {
    char *end;
    if (!isdigit((unsigned char)*s)) return 0;
    part[n++] = strtoul(s, &end, 0);
    s = end;
    if (*s != '.' || n == 4) break;
    s++;
  }
  if (*s && !isspace((unsigned char)*s)) return 0;
  uint32_t address = 0;
  for (int i = 0; i < n - 1; i++) {
    if (part[i] > 255) return 0;
    address |= (uint32_t)part[i] << (24 - 8 * i);
  }
  if (part[n - 1] > 0xffffffffUL >> (8 * (n - 1))) return 0;
  to->s_addr = htonl(address | (uint32_t)part[n - 1]);
  return 1;
}

in_addr_t inet_addr(const char *s) {
  struct in_addr a;
  return inet_aton(s, &a) ? a.s_addr : INADDR_NONE;
}

char *inet_ntoa(struct in_addr a) {
  static char made[INET_ADDRSTRLEN];
  return (char *)inet_ntop(AF_INET, &a, made, sizeof made);
}

const char *inet_ntop(int family, const void *restrict from, char *restrict to, socklen_t size) {
  const unsigned char *b = from;
  char made[64], *p = made;
  if (family == AF_INET)
    sprintf(made, "%d.%d.%d.%d", b[0], b[1], b[2], b[3]);
  else if (family == AF_INET6) {
    /* The longest run of two zero groups or more is "::". */
    int best = -1, longest = 1;
    for (int i = 0; i < 8; i++) {
      int n = 0;
      while (i + n < 8 && !b[2 * (i + n)] && !b[2 * (i + n) + 1]) n++;
      if (n > longest) {
        best = i;
        longest = n;
      }
    }
    int tail = best == 0 && (longest == 6 || (longest == 5 && b[10] == 0xff && b[11] == 0xff));
    *p = 0;
    for (int i = 0; i < 8; i++) {
      if (i == best) {
        p += sprintf(p, "::");
        i += longest - 1;
        continue;
      }
      if (p > made && p[-1] != ':') *p++ = ':';
      if (tail && i == 6) {
        sprintf(p, "%d.%d.%d.%d", b[12], b[13], b[14], b[15]);
        break;
      }
      p += sprintf(p, "%x", b[2 * i] << 8 | b[2 * i + 1]);
    }
  } else {
    errno = EAFNOSUPPORT;
    return 0;
  }
  if (strlen(made) < size) return strcpy(to, made);
  errno = ENOSPC;
  return 0;
}

static int dotted(const char *s, unsigned char to[4]) {
  for (int i = 0; i < 4; i++) {
    int n = 0, k = 0;
    for (; isdigit((unsigned char)*s) && k < 4; k++) n = n * 10 + (*s++ - '0');
    if (!k || n > 255 || (k > 1 && s[-k] == '0')) return 0;
    to[i] = (unsigned char)n;
    if (*s++ != (i < 3 ? '.' : 0)) return 0;
  }
  return 1;
}

int inet_pton(int family, const char *restrict s, void *restrict to) {
  if (family == AF_INET) {
    unsigned char b[4];
    if (!dotted(s, b)) return 0;
    memcpy(to, b, 4);
    return 1;
  }
  if (family != AF_INET6) {
    errno = EAFNOSUPPORT;
    return -1;
  }
  unsigned char b[16] = { 0 };
  int n = 0, gap = -1;
  if (*s == ':' && *++s != ':') return 0;
  while (*s) {
    if (*s == ':') {
      if (gap >= 0) return 0;
      gap = n;
      if (!*++s) break;
      continue;
    }
    size_t k = strspn(s, "0123456789abcdefABCDEF");
    if (s[k] == '.') {
      if (n > 12 || !dotted(s, b + n)) return 0;
      n += 4;
      break;
    }
    if (!k || k > 4 || n > 14) return 0;
    unsigned long group = strtoul(s, 0, 16);
    b[n++] = (unsigned char)(group >> 8);
    b[n++] = (unsigned char)group;
    s += k;
    if (*s == ':' && !*++s) return 0;
    else if (s[-1] != ':' && *s) return 0;
  }
  if (gap < 0 ? n != 16 : n > 14) return 0;
  if (gap >= 0) {
    memmove(b + 16 - (n - gap), b + gap, (size_t)(n - gap));
    memset(b + gap, 0, (size_t)(16 - n));
  }
  memcpy(to, b, 16);
  return 1;
}
