/* POSIX getaddrinfo, getnameinfo, and gethostbyname: numbers, /etc/hosts and localhost. There is no resolver. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *gai_strerror(int code) {
  switch (code) {
  case 0: return "Success";
  case EAI_BADFLAGS: return "Bad value for ai_flags";
  case EAI_NONAME: return "Name or service not known";
  case EAI_AGAIN: return "Temporary failure in name resolution";
  case EAI_FAIL: return "Non-recoverable failure in name resolution";
  case EAI_FAMILY: return "ai_family not supported";
  case EAI_SOCKTYPE: return "ai_socktype not supported";
  case EAI_SERVICE: return "Servname not supported for ai_socktype";
  case EAI_MEMORY: return "Memory allocation failure";
  case EAI_SYSTEM: return "System error";
  case EAI_OVERFLOW: return "Argument buffer overflow";
  }
  return "Unknown error";
}

const char *hstrerror(int code) {
  switch (code) {
  case 0: return "Resolver Error 0 (no error)";
  case HOST_NOT_FOUND: return "Unknown host";
  case TRY_AGAIN: return "Host name lookup failure";
  case NO_RECOVERY: return "Unknown server error";
  case NO_DATA: return "No address associated with name";
  }
  return "Unknown resolver error";
}

void herror(const char *what) {
  if (what && *what) fprintf(stderr, "%s: ", what);
  fprintf(stderr, "%s\n", hstrerror(h_errno));
}

#define ADDRESSES 16

struct address {
  int family;
  unsigned char bytes[16];
};

static int add(struct address *to, int n, int family, int wanted, const char *text) {
  if (n == ADDRESSES || (wanted != AF_UNSPEC && wanted != family)) return n;
  if (inet_pton(family, text, to[n].bytes) != 1) return n;
  to[n].family = family;
  return n + 1;
}

/* Addresses of a name. The name of an entry that has it is stored in `official`. */
static int look_up(const char *name, int family, int numeric, struct address *to, char *official, size_t size) {
  int n = add(to, 0, AF_INET, family, name);
  n = add(to, n, AF_INET6, family, name);
  snprintf(official, size, "%s", name);
  if (n || numeric) return n;
  FILE *f = fopen("/etc/hosts", "re");
  char line[512];
  while (f && fgets(line, sizeof line, f)) {
    line[strcspn(line, "#\n")] = 0;
    char *rest = line, *word, *address = 0, *first = 0;
    int has = 0;
    while ((word = strsep(&rest, " \t"))) {
      if (!*word) continue;
      if (!address) address = word;
      else {
        if (!first) first = word;
        has |= !strcasecmp(word, name);
      }
    }
    if (!has) continue;
    if (n == 0) snprintf(official, size, "%s", first);
    n = add(to, n, strchr(address, ':') ? AF_INET6 : AF_INET, family, address);
  }
  if (f) fclose(f);
  if (n == 0 && !strcasecmp(name, "localhost")) {
    n = add(to, n, AF_INET6, family, "::1");
    n = add(to, n, AF_INET, family, "127.0.0.1");
  }
  return n;
}

static const struct kind {
  int type, protocol;
  const char *name;
} kinds[] = {
  { SOCK_STREAM, IPPROTO_TCP, "tcp" },
  { SOCK_DGRAM, IPPROTO_UDP, "udp" },
  { SOCK_RAW, 0, "" },
};

/* The port of a service for a kind of socket, in network order; -1 when there is none. */
static int port_of(const char *service, const struct kind *kind, int numeric) {
  if (!service) return 0;
  char *end;
  unsigned long n = strtoul(service, &end, 10);
  if (*service && !*end) return n < 65536 ? htons((uint16_t)n) : -1;
  struct servent *s = numeric ? 0 : getservbyname(service, kind->name);
  return s ? s->s_port : -1;
}

static struct addrinfo *make(const struct address *a, const struct kind *kind, int protocol, int port) {
  socklen_t length = a->family == AF_INET ? sizeof(struct sockaddr_in) : sizeof(struct sockaddr_in6);
  struct addrinfo *made = calloc(1, sizeof *made + length);
  if (!made) return 0;
  made->ai_family = a->family;
  made->ai_socktype = kind->type;
  made->ai_protocol = kind->protocol ? kind->protocol : protocol;
  made->ai_addrlen = length;
  made->ai_addr = (struct sockaddr *)(made + 1);
  if (a->family == AF_INET) {
    struct sockaddr_in *in = (struct sockaddr_in *)made->ai_addr;
    in->sin_family = AF_INET;
    in->sin_port = (in_port_t)port;
    memcpy(&in->sin_addr, a->bytes, 4);
  } else {
    struct sockaddr_in6 *in = (struct sockaddr_in6 *)made->ai_addr;
    in->sin6_family = AF_INET6;
    in->sin6_port = (in_port_t)port;
    memcpy(&in->sin6_addr, a->bytes, 16);
  }
  return made;
}

int getaddrinfo(const char *restrict name, const char *restrict service, const struct addrinfo *restrict hints,
                struct addrinfo **restrict result) {
  static const struct addrinfo none = { .ai_flags = AI_V4MAPPED | AI_ADDRCONFIG };
  if (!hints) hints = &none;
  int flags = hints->ai_flags;
  if (!name && !service) return EAI_NONAME;
  if (flags & AI_CANONNAME && !name) return EAI_BADFLAGS;
  if (hints->ai_family != AF_UNSPEC && hints->ai_family != AF_INET && hints->ai_family != AF_INET6) return EAI_FAMILY;
  struct address found[ADDRESSES];
  char official[256] = "";
  int n;
  if (name) n = look_up(name, hints->ai_family, flags & AI_NUMERICHOST, found, official, sizeof official);
  else if (flags & AI_PASSIVE) {
    n = add(found, 0, AF_INET, hints->ai_family, "0.0.0.0");
    n = add(found, n, AF_INET6, hints->ai_family, "::");
  } else {
    n = add(found, 0, AF_INET6, hints->ai_family, "::1");
    n = add(found, n, AF_INET, hints->ai_family, "127.0.0.1");
  }
  if (!n) return EAI_NONAME;
  struct addrinfo *first = 0, **last = &first;
  int known = 0;
  for (int i = 0; i < n; i++)
    for (const struct kind *kind = kinds; kind < kinds + sizeof kinds / sizeof *kinds; kind++) {
      if (hints->ai_socktype && kind->type != hints->ai_socktype) continue;
      if (hints->ai_protocol && kind->protocol && kind->protocol != hints->ai_protocol) continue;
      known = 1;
      if (kind->type == SOCK_RAW && service && !hints->ai_socktype) continue;
      int port = port_of(service, kind, flags & AI_NUMERICSERV);
      if (port < 0) continue;
      if (!(*last = make(&found[i], kind, hints->ai_protocol, port))) {
        freeaddrinfo(first);
        return EAI_MEMORY;
      }
      (*last)->ai_flags = flags;
      last = &(*last)->ai_next;
    }
  if (!first) return known ? flags & AI_NUMERICSERV ? EAI_NONAME : EAI_SERVICE : EAI_SOCKTYPE;
  if (flags & AI_CANONNAME) first->ai_canonname = strdup(official);
  *result = first;
  return 0;
}

void freeaddrinfo(struct addrinfo *list) {
  while (list) {
    struct addrinfo *next = list->ai_next;
    free(list->ai_canonname);
    free(list);
    list = next;
  }
}

/* The name of an address in /etc/hosts; 0 when there is none. */
static int name_of(int family, const void *address, char *to, size_t size) {
  FILE *f = fopen("/etc/hosts", "re");
  char line[512];
  int known = 0;
  while (f && !known && fgets(line, sizeof line, f)) {
    line[strcspn(line, "#\n")] = 0;
    char *save, *text = strtok_r(line, " \t", &save), *first = text ? strtok_r(0, " \t", &save) : 0;
    unsigned char here[16];
    if (!first || inet_pton(family, text, here) != 1) continue;
    if (memcmp(here, address, family == AF_INET ? 4 : 16)) continue;
    snprintf(to, size, "%s", first);
    known = 1;
  }
  if (f) fclose(f);
  return known;
}

int getnameinfo(const struct sockaddr *restrict sa, socklen_t length, char *restrict host, socklen_t host_size,
                char *restrict service, socklen_t service_size, int flags) {
  const struct sockaddr_in *in = (const struct sockaddr_in *)sa;
  const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)sa;
  if (sa->sa_family == AF_UNIX) {
    if (host && host_size) snprintf(host, host_size, "localhost");
    return service && service_size ? EAI_FAMILY : 0;
  }
  if (sa->sa_family != AF_INET && sa->sa_family != AF_INET6) return EAI_FAMILY;
  int is4 = sa->sa_family == AF_INET;
  if (length < (is4 ? sizeof *in : sizeof *in6)) return EAI_FAMILY;
  const void *address = is4 ? (const void *)&in->sin_addr : (const void *)&in6->sin6_addr;
  in_port_t port = is4 ? in->sin_port : in6->sin6_port;
  if (host && host_size) {
    int named = !(flags & NI_NUMERICHOST) && name_of(sa->sa_family, address, host, host_size);
    if (!named && flags & NI_NAMEREQD) return EAI_NONAME;
    if (!named && !inet_ntop(sa->sa_family, address, host, host_size)) return EAI_OVERFLOW;
  }
  if (service && service_size) {
    struct servent *s = flags & NI_NUMERICSERV ? 0 : getservbyport(port, flags & NI_DGRAM ? "udp" : "tcp");
    int n = s ? snprintf(service, service_size, "%s", s->s_name) : snprintf(service, service_size, "%u", ntohs(port));
    if ((socklen_t)n >= service_size) return EAI_OVERFLOW;
  }
  return 0;
}

struct hostent *gethostbyname2(const char *name, int family) {
  static struct hostent host;
  static char official[256], *list[ADDRESSES + 1], *no_alias[1];
  static struct address found[ADDRESSES];
  int n = look_up(name, family, 0, found, official, sizeof official);
  if (!n) {
    h_errno = HOST_NOT_FOUND;
    return 0;
  }
  for (int i = 0; i < n; i++) list[i] = (char *)found[i].bytes;
  list[n] = 0;
  host = (struct hostent){ official, no_alias, family, family == AF_INET ? 4 : 16, list };
  return &host;
}

struct hostent *gethostbyname(const char *name) { return gethostbyname2(name, AF_INET); }

struct hostent *gethostbyaddr(const void *address, socklen_t length, int family) {
  static struct hostent host;
  static char name[256], bytes[16], *list[2] = { bytes }, *no_alias[1];
  if (length > sizeof bytes || !name_of(family, address, name, sizeof name)) {
    h_errno = HOST_NOT_FOUND;
    return 0;
  }
  memcpy(bytes, address, length);
  host = (struct hostent){ name, no_alias, family, (int)length, list };
  return &host;
}
