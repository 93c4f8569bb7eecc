/* POSIX ftw, nftw: walks of a file tree. FTW_CHDIR is refused with ENOTSUP. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int (*visit_fn)(const char *, const struct stat *, int, struct FTW *);

struct walk {
  visit_fn visit;
  int flags;
  dev_t device;
  /* The path so far, and the folders that it goes through: a link back to one of them is not followed. */
  char path[PATH_MAX];
  struct folder {
    dev_t dev;
    ino_t ino;
    const struct folder *up;
  } const *inside;
};

static int visit_one(struct walk *w, size_t length, size_t base, int level);

static int visit_members(struct walk *w, size_t length, int level) {
  DIR *dir = opendir(w->path);
  if (!dir) return -1;
  int result = 0;
  struct dirent *entry;
  while (!result && (entry = readdir(dir))) {
    const char *name = entry->d_name;
    if (!strcmp(name, ".") || !strcmp(name, "..")) continue;
    size_t at = length;
    if (w->path[at - 1] != '/') w->path[at++] = '/';
    size_t n = strlen(name);
    if (at + n >= sizeof w->path) {
      errno = ENAMETOOLONG;
      result = -1;
      break;
    }
    memcpy(w->path + at, name, n + 1);
    result = visit_one(w, at + n, at, level + 1);
    if (w->flags & FTW_ACTIONRETVAL && result == FTW_SKIP_SIBLINGS) {
      result = 0;
      break;
    }
  }
  w->path[length] = 0;
  closedir(dir);
  return result;
}

static int visit_folder(struct walk *w, const struct stat *st, struct FTW *place, size_t length) {
  for (const struct folder *f = w->inside; f; f = f->up)
    if (f->dev == st->st_dev && f->ino == st->st_ino) return 0;
  int readable = !access(w->path, R_OK | X_OK);
  int kind = !readable ? FTW_DNR : w->flags & FTW_DEPTH ? FTW_DP : FTW_D;
  int result = 0;
  if (kind != FTW_DP && (result = w->visit(w->path, st, kind, place))) {
    if (w->flags & FTW_ACTIONRETVAL && result == FTW_SKIP_SUBTREE) return 0;
    return result;
  }
  if (readable) {
    struct folder here = { st->st_dev, st->st_ino, w->inside };
    w->inside = &here;
    result = visit_members(w, length, place->level);
    w->inside = here.up;
  }
  if (!result && kind == FTW_DP) result = w->visit(w->path, st, kind, place);
  return result;
}

static int visit_one(struct walk *w, size_t length, size_t base, int level) {
  struct stat st = { 0 };
  struct FTW place = { (int)base, level };
  if (lstat(w->path, &st)) {
    if (level == 0) return -1;
    return w->visit(w->path, &st, FTW_NS, &place);
  }
  if (S_ISLNK(st.st_mode) && !(w->flags & FTW_PHYS)) {
    struct stat target;
    if (stat(w->path, &target)) return w->visit(w->path, &st, FTW_SLN, &place);
    st = target;
  }
  if (level == 0) w->device = st.st_dev;
  if (w->flags & FTW_MOUNT && st.st_dev != w->device) return 0;
  if (S_ISDIR(st.st_mode)) return visit_folder(w, &st, &place, length);
  return w->visit(w->path, &st, S_ISLNK(st.st_mode) ? FTW_SL : FTW_F, &place);
}

int nftw(const char *path, visit_fn visit, int descriptors, int flags) {
  (void)descriptors;
  struct walk w = { .visit = visit, .flags = flags };
  size_t length = strlen(path);
  if (length == 0 || length >= sizeof w.path) {
    errno = length ? ENAMETOOLONG : ENOENT;
    return -1;
  }
  if (flags & FTW_CHDIR) {
    errno = ENOTSUP;
    return -1;
  }
  memcpy(w.path, path, length + 1);
  while (length > 1 && w.path[length - 1] == '/') w.path[--length] = 0;
  const char *slash = strrchr(w.path, '/');
  return visit_one(&w, length, slash && slash[1] ? (size_t)(slash + 1 - w.path) : 0, 0);
}

static _Thread_local int (*plain)(const char *, const struct stat *, int);

/* ftw knows no broken links and no paths below a folder. */
static int visit_plain(const char *path, const struct stat *st, int kind, struct FTW *place) {
  (void)place;
  return plain(path, st, kind == FTW_SLN ? FTW_NS : kind);
}

int ftw(const char *path, int (*visit)(const char *, const struct stat *, int), int descriptors) {
  plain = visit;
  return nftw(path, visit_plain, descriptors, 0);
}
