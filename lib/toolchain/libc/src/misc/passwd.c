/* POSIX <pwd.h>, <grp.h>: lines of /etc/passwd and /etc/group. */
#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Splits a line at colons; 0 when it has not `n` fields. */
static int fields(char *line, char **to, int n) {
  line[strcspn(line, "\n")] = 0;
  for (int i = 0; i < n; i++)
    if (!(to[i] = strsep(&line, ":"))) return 0;
  return 1;
}

static int read_passwd(char *line, struct passwd *to) {
  char *f[7];
  if (!fields(line, f, 7)) return 0;
  struct passwd pw = { f[0], f[1], (uid_t)strtoul(f[2], 0, 10), (gid_t)strtoul(f[3], 0, 10), f[4], f[5], f[6] };
  *to = pw;
  return 1;
}

/* Looks for a name, or for an id when there is none. The entry's strings are in `room`. */
static int find_passwd(const char *name, uid_t uid, struct passwd *to, char *room, size_t size, struct passwd **result) {
  FILE *f = fopen("/etc/passwd", "re");
  *result = 0;
  if (!f) return errno == ENOENT ? 0 : errno;
  int error = 0;
  while (fgets(room, (int)size, f)) {
    if (!strchr(room, '\n') && strlen(room) + 1 == size) {
      error = ERANGE;
      break;
    }
    if (read_passwd(room, to) && (name ? !strcmp(name, to->pw_name) : uid == to->pw_uid)) {
      *result = to;
      break;
    }
  }
  fclose(f);
  return error;
}

int getpwnam_r(const char *name, struct passwd *to, char *room, size_t size, struct passwd **result) {
  return find_passwd(name, 0, to, room, size, result);
}

int getpwuid_r(uid_t uid, struct passwd *to, char *room, size_t size, struct passwd **result) {
  return find_passwd(0, uid, to, room, size, result);
}

static struct passwd own;
static char own_line[1024];

struct passwd *getpwnam(const char *name) {
  struct passwd *r;
  int error = getpwnam_r(name, &own, own_line, sizeof own_line, &r);
  if (error) errno = error;
  return r;
}

struct passwd *getpwuid(uid_t uid) {
  struct passwd *r;
  int error = getpwuid_r(uid, &own, own_line, sizeof own_line, &r);
  if (error) errno = error;
  return r;
}

static FILE *passwds, *groups;

struct passwd *getpwent(void) {
  if (!passwds && !(passwds = fopen("/etc/passwd", "re"))) return 0;
  while (fgets(own_line, sizeof own_line, passwds))
    if (read_passwd(own_line, &own)) return &own;
  return 0;
}

void setpwent(void) {
  if (passwds) rewind(passwds);
}

void endpwent(void) {
  if (passwds) fclose(passwds);
  passwds = 0;
}

/* The members' list stands behind the line, aligned. */
static int read_group(char *line, struct group *to, size_t size) {
  char *f[4], *end = line + strlen(line) + 1;
  size_t room = size - (size_t)(end - line);
  if (!fields(line, f, 4)) return 0;
  char **members = (char **)(((unsigned long)end + 7) & ~7UL);
  size_t most = (room - (size_t)((char *)members - end)) / sizeof *members, n = 0;
  for (char *rest = f[3], *name; (name = strsep(&rest, ","));) {
    if (n + 1 >= most) return -1;
    if (*name) members[n++] = name;
  }
  members[n] = 0;
  struct group gr = { f[0], f[1], (gid_t)strtoul(f[2], 0, 10), members };
  *to = gr;
  return 1;
}

static int find_group(const char *name, gid_t gid, struct group *to, char *room, size_t size, struct group **result) {
  FILE *f = fopen("/etc/group", "re");
  *result = 0;
  if (!f) return errno == ENOENT ? 0 : errno;
  int error = 0;
  while (fgets(room, (int)size, f)) {
    if (size - strlen(room) < 64) {
      error = ERANGE;
      break;
    }
    int good = read_group(room, to, size);
    if (good < 0) {
      error = ERANGE;
      break;
    }
    if (good && (name ? !strcmp(name, to->gr_name) : gid == to->gr_gid)) {
      *result = to;
      break;
    }
  }
  fclose(f);
  return error;
}

int getgrnam_r(const char *name, struct group *to, char *room, size_t size, struct group **result) {
  return find_group(name, 0, to, room, size, result);
}

int getgrgid_r(gid_t gid, struct group *to, char *room, size_t size, struct group **result) {
  return find_group(0, gid, to, room, size, result);
}

static struct group own_group;
static char group_line[4096] __attribute__((aligned(8)));

struct group *getgrnam(const char *name) {
  struct group *r;
  int error = getgrnam_r(name, &own_group, group_line, sizeof group_line, &r);
  if (error) errno = error;
  return r;
}

struct group *getgrgid(gid_t gid) {
  struct group *r;
  int error = getgrgid_r(gid, &own_group, group_line, sizeof group_line, &r);
  if (error) errno = error;
  return r;
}

struct group *getgrent(void) {
  if (!groups && !(groups = fopen("/etc/group", "re"))) return 0;
  while (fgets(group_line, sizeof group_line, groups))
    if (read_group(group_line, &own_group, sizeof group_line) > 0) return &own_group;
  return 0;
}

void setgrent(void) {
  if (groups) rewind(groups);
}

void endgrent(void) {
  if (groups) fclose(groups);
  groups = 0;
}

/* The groups of a user, as many as fit; answers -1 when there are more. */
int getgrouplist(const char *user, gid_t first, gid_t *to, int *n) {
  int found = 0, room = *n;
  struct group *g;
  if (found++ < room) to[0] = first;
  setgrent();
  while ((g = getgrent()))
    for (char **m = g->gr_mem; *m; m++)
      if (!strcmp(*m, user) && g->gr_gid != first) {
        if (found < room) to[found] = g->gr_gid;
        found++;
        break;
      }
  endgrent();
  *n = found;
  return found > room ? -1 : found;
}

int initgroups(const char *user, gid_t first) {
  gid_t list[64];
  int n = 64;
  getgrouplist(user, first, list, &n);
  return setgroups(n < 64 ? (size_t)n : 64, list);
}

int getlogin_r(char *to, size_t size) {
  char room[1024];
  struct passwd pw, *r;
  if (!isatty(0) || getpwuid_r(getuid(), &pw, room, sizeof room, &r) || !r) return ENOTTY;
  return strlcpy(to, pw.pw_name, size) >= size ? ERANGE : 0;
}

char *getlogin(void) {
  static char name[256];
  int error = getlogin_r(name, sizeof name);
  if (!error) return name;
  errno = error;
  return 0;
}
