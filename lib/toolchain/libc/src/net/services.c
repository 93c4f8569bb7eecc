/* POSIX getservbyname, getprotobyname: lines of /etc/services and /etc/protocols, and the few that every program knows. */
#define _GNU_SOURCE
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char services[] =
  "echo 7/tcp\necho 7/udp\ndiscard 9/tcp\ndaytime 13/tcp\nftp 21/tcp\nssh 22/tcp\ntelnet 23/tcp\nsmtp 25/tcp mail\n"
  "time 37/tcp\ndomain 53/tcp\ndomain 53/udp\ntftp 69/udp\nfinger 79/tcp\nhttp 80/tcp www\npop3 110/tcp\nntp 123/udp\n"
  "imap2 143/tcp imap\nsnmp 161/udp\nirc 194/tcp\nhttps 443/tcp\nsyslog 514/udp\n";
static const char protocols[] = "ip 0 IP\nicmp 1 ICMP\ntcp 6 TCP\nudp 17 UDP\nipv6 41 IPv6\nipv6-icmp 58 IPv6-ICMP\n";

#define WORDS 16

/* Cuts a line at blanks; answers how many words it has. */
static int split(char *line, char *words[WORDS + 1]) {
  int n = 0;
  char *rest = line;
  line[strcspn(line, "#\n")] = 0;
  for (char *word; n < WORDS && (word = strsep(&rest, " \t/"));)
    if (*word) words[n++] = word;
  words[n] = 0;
  return n;
}

struct lines {
  FILE *file;
  const char *next;
};

static char line[512];

/* The next line of the file, or of the text where there is no file. */
static int next_line(struct lines *in) {
  if (in->file) return fgets(line, sizeof line, in->file) != 0;
  size_t n = strcspn(in->next, "\n");
  if (!n) return 0;
  memcpy(line, in->next, n);
  line[n] = 0;
  in->next += n + (in->next[n] == '\n');
  return 1;
}

static struct lines begin(const char *path, const char *otherwise) {
  struct lines in = { fopen(path, "re"), otherwise };
  return in;
}

static void end(struct lines *in) {
  if (in->file) fclose(in->file);
}

static int names(char *const *list, const char *name) {
  for (; *list; list++)
    if (!strcmp(*list, name)) return 1;
  return 0;
}

static struct servent *find_service(const char *name, int port, const char *protocol) {
  static struct servent found;
  static char *words[WORDS + 1];
  struct servent *result = 0;
  struct lines in = begin("/etc/services", services);
  while (!result && next_line(&in)) {
    if (split(line, words) < 3 || (protocol && strcmp(words[2], protocol))) continue;
    int here = atoi(words[1]);
    if (name ? !strcmp(words[0], name) || names(words + 3, name) : htons((uint16_t)here) == port) {
      found = (struct servent){ words[0], words + 3, htons((uint16_t)here), words[2] };
      result = &found;
    }
  }
  end(&in);
  return result;
}

struct servent *getservbyname(const char *name, const char *protocol) { return find_service(name, 0, protocol); }

struct servent *getservbyport(int port, const char *protocol) { return find_service(0, port, protocol); }

static struct protoent *find_protocol(const char *name, int number) {
  static struct protoent found;
  static char *words[WORDS + 1];
  struct protoent *result = 0;
  struct lines in = begin("/etc/protocols", protocols);
  while (!result && next_line(&in)) {
    if (split(line, words) < 2) continue;
    int here = atoi(words[1]);
    if (name ? !strcmp(words[0], name) || names(words + 2, name) : here == number) {
      found = (struct protoent){ words[0], words + 2, here };
      result = &found;
    }
  }
  end(&in);
  return result;
}

struct protoent *getprotobyname(const char *name) { return find_protocol(name, 0); }

struct protoent *getprotobynumber(int number) { return find_protocol(0, number); }
