/* fts(3). The walk never changes the working directory: fts_accpath is fts_path, which FTS_NOCHDIR asks for and others may
   get. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>

typedef int (*compare_fn)(const FTSENT **, const FTSENT **);

struct __fts {
  int options;
  compare_fn compare;
  /* Above the roots; the entry answered last; what fts_children has found for it. */
  FTSENT *above, *current, *children;
  int listed;
  dev_t device;
};

static FTSENT *make(FTSENT *parent, const char *path, const char *name, short level) {
  size_t n = strlen(name), at = strlen(path), slash = at > 0 && path[at - 1] != '/';
  FTSENT *e = calloc(1, sizeof *e + n + 1);
  char *whole = malloc(at + slash + n + 1);
  struct stat *st = calloc(1, sizeof *st);
  if (!e || !whole || !st) {
    free(e), free(whole), free(st);
    return 0;
  }
  memcpy(e->fts_name, name, n + 1);
  memcpy(whole, path, at);
  if (slash) whole[at++] = '/';
  memcpy(whole + at, name, n + 1);
  e->fts_path = e->fts_accpath = whole;
  e->fts_pathlen = (unsigned short)(at + n);
  e->fts_namelen = (unsigned short)n;
  e->fts_parent = parent;
  e->fts_level = level;
  e->fts_statp = st;
  e->fts_instr = FTS_NOINSTR;
  return e;
}

static void drop(FTSENT *e) {
  free(e->fts_path);
  free(e->fts_statp);
  free(e);
}

static void drop_list(FTSENT *e) {
  while (e) {
    FTSENT *next = e->fts_link;
    drop(e);
    e = next;
  }
}

static unsigned short classify(FTS *f, FTSENT *e, int follow) {
  struct stat *st = e->fts_statp;
  e->fts_errno = 0;
  if (follow ? stat(e->fts_path, st) : lstat(e->fts_path, st)) {
    int error = errno;
    if (follow && lstat(e->fts_path, st) == 0) return FTS_SLNONE;
    e->fts_errno = error;
    memset(st, 0, sizeof *st);
    return FTS_NS;
  }
  e->fts_dev = st->st_dev;
  e->fts_ino = st->st_ino;
  e->fts_nlink = st->st_nlink;
  if (S_ISDIR(st->st_mode)) {
    if (e->fts_level > 0 && (!strcmp(e->fts_name, ".") || !strcmp(e->fts_name, ".."))) return FTS_DOT;
    for (FTSENT *up = e->fts_parent; up && up->fts_level >= FTS_ROOTLEVEL; up = up->fts_parent)
      if (up->fts_ino == e->fts_ino && up->fts_dev == e->fts_dev) {
        e->fts_cycle = up;
        return FTS_DC;
      }
    return FTS_D;
  }
  if (S_ISLNK(st->st_mode)) return FTS_SL;
  if (f->options & FTS_NOSTAT && e->fts_level > 0) return FTS_NSOK;
  return S_ISREG(st->st_mode) ? FTS_F : FTS_DEFAULT;
}

static FTSENT *sorted(FTS *f, FTSENT *list, size_t n) {
  if (!f->compare || n < 2) return list;
  FTSENT **all = malloc(n * sizeof *all);
  if (!all) return list;
  for (size_t i = 0; i < n; i++, list = list->fts_link) all[i] = list;
  qsort(all, n, sizeof *all, (int (*)(const void *, const void *))f->compare);
  for (size_t i = 0; i < n; i++) all[i]->fts_link = i + 1 < n ? all[i + 1] : 0;
  list = all[0];
  free(all);
  return list;
}

FTS *fts_open(char *const *paths, int options, compare_fn compare) {
  if (options & ~FTS_OPTIONMASK) {
    errno = EINVAL;
    return 0;
  }
  FTS *f = calloc(1, sizeof *f);
  if (!f || !(f->above = make(0, "", "", FTS_ROOTPARENTLEVEL)) || !(f->current = make(f->above, "", "", FTS_ROOTPARENTLEVEL)))
    return 0;
  FTSENT *first = 0, **last = &first;
  size_t n = 0;
  for (; *paths; paths++, n++) {
    if (!**paths) {
      errno = ENOENT;
      return 0;
    }
    FTSENT *e = make(f->above, "", *paths, FTS_ROOTLEVEL);
    if (!e) return 0;
    f->options = options;
    e->fts_info = classify(f, e, options & (FTS_COMFOLLOW | FTS_LOGICAL));
    *last = e;
    last = &e->fts_link;
  }
  f->compare = compare;
  f->current->fts_info = FTS_INIT;
  f->current->fts_link = sorted(f, first, n);
  return f;
}

/* What is in a directory, which is read at once. */
static FTSENT *members(FTS *f, FTSENT *dir) {
  DIR *d = opendir(dir->fts_path);
  if (!d) {
    dir->fts_errno = errno;
    return 0;
  }
  FTSENT *first = 0, **last = &first;
  size_t n = 0;
  struct dirent *found;
  while ((found = readdir(d))) {
    if (!(f->options & FTS_SEEDOT) && (!strcmp(found->d_name, ".") || !strcmp(found->d_name, ".."))) continue;
    FTSENT *e = make(dir, dir->fts_path, found->d_name, (short)(dir->fts_level + 1));
    if (!e) break;
    e->fts_info = classify(f, e, f->options & FTS_LOGICAL);
    *last = e;
    last = &e->fts_link;
    n++;
  }
  closedir(d);
  return sorted(f, first, n);
}

FTSENT *fts_children(FTS *f, int options) {
  FTSENT *e = f->current;
  if (options & ~FTS_NAMEONLY) {
    errno = EINVAL;
    return 0;
  }
  errno = 0;
  if (e->fts_info == FTS_INIT) return e->fts_link;
  if (e->fts_info != FTS_D) return 0;
  if (!f->listed) f->children = members(f, e);
  f->listed = 1;
  if (!f->children) errno = e->fts_errno;
  return f->children;
}

/* Goes on to an entry. */
static FTSENT *at(FTS *f, FTSENT *e) {
  f->current = e;
  f->listed = 0;
  f->children = 0;
  if (e->fts_level == FTS_ROOTLEVEL) f->device = e->fts_dev;
  return e;
}

FTSENT *fts_read(FTS *f) {
  FTSENT *e = f->current;
  if (!e || e->fts_info == FTS_ERR) return 0;
  int told = e->fts_instr;
  e->fts_instr = FTS_NOINSTR;
  if (told == FTS_AGAIN) {
    e->fts_info = classify(f, e, f->options & FTS_LOGICAL);
    return e;
  }
  if (told == FTS_FOLLOW && (e->fts_info == FTS_SL || e->fts_info == FTS_SLNONE)) {
    e->fts_info = classify(f, e, 1);
    return e;
  }
  if (e->fts_info == FTS_D) {
    int elsewhere = f->options & FTS_XDEV && e->fts_dev != f->device;
    if (told == FTS_SKIP || elsewhere) {
      if (f->listed) drop_list(f->children);
      e->fts_info = FTS_DP;
      return e;
    }
    FTSENT *inside = f->listed ? f->children : members(f, e);
    if (inside) return at(f, inside);
    e->fts_info = e->fts_errno ? FTS_DNR : FTS_DP;
    f->listed = 0;
    return e;
  }
  for (;;) {
    FTSENT *next = e->fts_link, *parent = e->fts_parent;
    drop(e);
    if (next) {
      if (next->fts_instr == FTS_SKIP) {
        e = next;
        continue;
      }
      return at(f, next);
    }
    if (parent == f->above) {
      f->current = 0;
      errno = 0;
      return 0;
    }
    parent->fts_info = FTS_DP;
    return at(f, parent);
  }
}

int fts_set(FTS *f, FTSENT *e, int instruction) {
  (void)f;
  if (instruction && instruction != FTS_AGAIN && instruction != FTS_FOLLOW && instruction != FTS_NOINSTR && instruction != FTS_SKIP) {
    errno = EINVAL;
    return 1;
  }
  e->fts_instr = (unsigned short)instruction;
  return 0;
}

int fts_close(FTS *f) {
  if (f->listed) drop_list(f->children);
  for (FTSENT *e = f->current; e && e != f->above;) {
    FTSENT *parent = e->fts_parent;
    drop_list(e);
    e = parent;
  }
  drop(f->above);
  free(f);
  return 0;
}
