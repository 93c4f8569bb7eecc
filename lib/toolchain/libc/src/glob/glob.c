/* POSIX glob: one component of the path at a time. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct search {
  int flags;
  int (*complain)(const char *, int);
  char **paths;
  size_t count, room;
};

static int add(struct search *s, const char *path, int is_dir) {
  if (s->count + 1 >= s->room) {
    char **more = realloc(s->paths, (s->room = 2 * s->room + 16) * sizeof *more);
    if (!more) return GLOB_NOSPACE;
    s->paths = more;
  }
  size_t n = strlen(path);
  char *copy = malloc(n + 2);
  if (!copy) return GLOB_NOSPACE;
  memcpy(copy, path, n + 1);
  if (is_dir && s->flags & GLOB_MARK && n && path[n - 1] != '/') strcpy(copy + n, "/");
  s->paths[s->count++] = copy;
  return 0;
}

static int has_wildcard(const char *p, size_t n, int flags) {
  for (size_t i = 0; i < n; i++) {
    if (p[i] == '*' || p[i] == '?' || p[i] == '[') return 1;
    if (p[i] == '\\' && !(flags & GLOB_NOESCAPE)) i++;
  }
  return 0;
}

/* done: the path so far, n bytes of it; rest: what is to match. */
static int walk(struct search *s, char done[PATH_MAX], size_t n, const char *rest) {
  struct stat st;
  while (*rest == '/') {
    if (n + 1 >= PATH_MAX) return 0;
    done[n++] = *rest++;
  }
  done[n] = 0;
  if (!*rest) {
    if (n && lstat(done, &st)) return 0;
    int is_dir = S_ISDIR(st.st_mode) || (S_ISLNK(st.st_mode) && s->flags & GLOB_MARK && !stat(done, &st) && S_ISDIR(st.st_mode));
    return add(s, done, is_dir);
  }
  size_t k = strcspn(rest, "/");
  if (!has_wildcard(rest, k, s->flags)) {
    size_t m = n;
    for (size_t i = 0; i < k; i++) {
      if (rest[i] == '\\' && !(s->flags & GLOB_NOESCAPE) && i + 1 < k) i++;
      if (m + 1 >= PATH_MAX) return 0;
      done[m++] = rest[i];
    }
    return walk(s, done, m, rest + k);
  }
  char pattern[NAME_MAX * 2 + 1];
  if (k >= sizeof pattern) return 0;
  memcpy(pattern, rest, k);
  pattern[k] = 0;
  DIR *d = opendir(n ? done : ".");
  if (!d) {
    if (errno == ENOTDIR || errno == ENOENT) return 0;
    return (s->complain && s->complain(n ? done : ".", errno)) || s->flags & GLOB_ERR ? GLOB_ABORTED : 0;
  }
  struct dirent *entry;
  int bad = 0, how = (s->flags & GLOB_NOESCAPE ? FNM_NOESCAPE : 0) | (s->flags & GLOB_PERIOD ? 0 : FNM_PERIOD);
  while (!bad && (entry = readdir(d))) {
    size_t m = strlen(entry->d_name);
    if (fnmatch(pattern, entry->d_name, how) || n + m + 1 >= PATH_MAX) continue;
    if (rest[k] && entry->d_type != DT_DIR && entry->d_type != DT_LNK && entry->d_type != DT_UNKNOWN) continue;
    memcpy(done + n, entry->d_name, m + 1);
    if (!rest[k])
      bad = add(s, done, entry->d_type == DT_DIR || (entry->d_type != DT_REG && s->flags & GLOB_MARK && !stat(done, &st) &&
                                                     S_ISDIR(st.st_mode)));
    else
      bad = walk(s, done, n + m, rest + k);
  }
  closedir(d);
  return bad;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

int glob(const char *restrict pattern, int flags, int (*complain)(const char *, int), glob_t *restrict to) {
  struct search s = { .flags = flags, .complain = complain };
  char path[PATH_MAX], *home = 0;
  size_t n = 0;
  const char *rest = pattern;
  if (flags & GLOB_TILDE && *pattern == '~') {
    size_t k = strcspn(pattern, "/");
    if (k == 1)
      home = getenv("HOME");
    else if (k < 64) {
      char name[64];
      memcpy(name, pattern + 1, k - 1);
      name[k - 1] = 0;
      struct passwd *pw = getpwnam(name);
      home = pw ? pw->pw_dir : 0;
    }
    if (home && strlen(home) < PATH_MAX) {
      n = strlen(home);
      memcpy(path, home, n);
      rest += k;
    }
  }
  int bad = *pattern ? walk(&s, path, n, rest) : 0;
  if (!bad && !s.count) {
    if (flags & GLOB_NOCHECK)
      bad = add(&s, pattern, 0);
    else
      bad = GLOB_NOMATCH;
  } else if (!(flags & GLOB_NOSORT) && s.count)
    qsort(s.paths, s.count, sizeof *s.paths, by_name);
  size_t offset = flags & GLOB_DOOFFS ? to->gl_offs : 0, before = flags & GLOB_APPEND ? to->gl_pathc : 0;
  char **list = bad ? 0 : realloc(flags & GLOB_APPEND ? to->gl_pathv : 0, (offset + before + s.count + 1) * sizeof *list);
  if (!list) {
    while (s.count) free(s.paths[--s.count]);
    free(s.paths);
    if (!(flags & GLOB_APPEND)) {
      to->gl_pathc = 0;
      to->gl_pathv = 0;
    }
    return bad ? bad : GLOB_NOSPACE;
  }
  if (!before)
    for (size_t i = 0; i < offset; i++) list[i] = 0;
  for (size_t i = 0; i < s.count; i++) list[offset + before + i] = s.paths[i];
  list[offset + before + s.count] = 0;
  free(s.paths);
  to->gl_pathv = list;
  to->gl_pathc = before + s.count;
  to->gl_flags = flags;
  if (!(flags & GLOB_DOOFFS)) to->gl_offs = 0;
  return 0;
}

void globfree(glob_t *g) {
  for (size_t i = 0; i < g->gl_pathc; i++) free(g->gl_pathv[g->gl_offs + i]);
  free(g->gl_pathv);
  g->gl_pathv = 0;
  g->gl_pathc = 0;
}
