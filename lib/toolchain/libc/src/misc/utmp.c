/* utmp(5): records of one size in a file, of which each program reads one after the other. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include <utmpx.h>

static char path[256] = _PATH_UTMP;
static int fd = -1;
/* Where the next record is read, and the last that was. */
static off_t at;
static struct utmp entry;

int utmpname(const char *name) {
  size_t n = strlen(name);
  if (n >= sizeof path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  endutent();
  memcpy(path, name, n + 1);
  return 0;
}

void setutent(void) {
  at = 0;
  if (fd >= 0) return;
  fd = open(path, O_RDWR | O_CLOEXEC);
  if (fd < 0) fd = open(path, O_RDONLY | O_CLOEXEC);
}

void endutent(void) {
  if (fd >= 0) close(fd);
  fd = -1;
  at = 0;
}

struct utmp *getutent(void) {
  if (fd < 0) setutent();
  if (fd < 0 || pread(fd, &entry, sizeof entry, at) != sizeof entry) return 0;
  at += sizeof entry;
  return &entry;
}

/* Kinds of records of which there is one. */
static int is_event(short type) { return type >= RUN_LVL && type <= OLD_TIME; }

static int same(const struct utmp *u, const struct utmp *wanted) {
  if (is_event(wanted->ut_type)) return u->ut_type == wanted->ut_type;
  return u->ut_type >= INIT_PROCESS && u->ut_type <= DEAD_PROCESS && !strncmp(u->ut_id, wanted->ut_id, sizeof u->ut_id);
}

struct utmp *getutid(const struct utmp *wanted) {
  struct utmp *u;
  while ((u = getutent()))
    if (same(u, wanted)) return u;
  errno = ESRCH;
  return 0;
}

struct utmp *getutline(const struct utmp *wanted) {
  struct utmp *u;
  while ((u = getutent())) {
    int here = u->ut_type == USER_PROCESS || u->ut_type == LOGIN_PROCESS;
    if (here && !strncmp(u->ut_line, wanted->ut_line, sizeof u->ut_line)) return u;
  }
  errno = ESRCH;
  return 0;
}

struct utmp *pututline(const struct utmp *new) {
  struct utmp kept = *new;
  if (fd < 0) setutent();
  if (fd < 0) return 0;
  off_t to;
  if (at >= (off_t)sizeof entry && same(&entry, &kept))
    to = at - (off_t)sizeof entry;
  else {
    setutent();
    to = getutid(&kept) ? at - (off_t)sizeof entry : at;
  }
  if (flock(fd, LOCK_EX)) return 0;
  int done = pwrite(fd, &kept, sizeof kept, to) == sizeof kept;
  flock(fd, LOCK_UN);
  if (!done) return 0;
  entry = kept;
  at = to + (off_t)sizeof entry;
  return &entry;
}

void updwtmp(const char *file, const struct utmp *new) {
  int to = open(file, O_WRONLY | O_APPEND | O_CLOEXEC);
  if (to < 0) return;
  if (flock(to, LOCK_EX) == 0 && write(to, new, sizeof *new) != sizeof *new) errno = EIO;
  close(to);
}

/* The other name of each. */
void setutxent(void) { setutent(); }
void endutxent(void) { endutent(); }
struct utmpx *getutxent(void) { return (struct utmpx *)getutent(); }
struct utmpx *getutxid(const struct utmpx *u) { return (struct utmpx *)getutid((const struct utmp *)u); }
struct utmpx *getutxline(const struct utmpx *u) { return (struct utmpx *)getutline((const struct utmp *)u); }
struct utmpx *pututxline(const struct utmpx *u) { return (struct utmpx *)pututline((const struct utmp *)u); }
int utmpxname(const char *name) { return utmpname(name); }
void updwtmpx(const char *file, const struct utmpx *u) { updwtmp(file, (const struct utmp *)u); }
