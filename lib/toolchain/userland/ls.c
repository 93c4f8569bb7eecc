/* ls: XCU ls, options -a -A -1 -l -d -i -n -r -S -t -F -h -R -p. One name a line, and columns on a terminal. */
#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

static int flag[128], failed, width;

struct entry {
  char *name, *path;
  struct stat st;
};

struct list {
  struct entry *v;
  size_t n, room;
};

static void add(struct list *l, const char *name, const char *path) {
  struct entry e = { .name = strdup(name), .path = strdup(path) };
  if (lstat(path, &e.st)) {
    fprintf(stderr, "ls: cannot access '%s': %s\n", path, strerror(errno));
    failed = 2;
    return;
  }
  if (l->n == l->room && !(l->v = realloc(l->v, (l->room = 2 * l->room + 32) * sizeof e))) exit(2);
  l->v[l->n++] = e;
}

static int order(const void *a, const void *b) {
  const struct entry *x = a, *y = b;
  long d = 0;
  if (flag['S']) d = y->st.st_size > x->st.st_size ? 1 : y->st.st_size < x->st.st_size ? -1 : 0;
  if (flag['t']) {
    d = y->st.st_mtim.tv_sec - x->st.st_mtim.tv_sec;
    if (!d) d = y->st.st_mtim.tv_nsec - x->st.st_mtim.tv_nsec;
  }
  int r = d ? (d > 0 ? 1 : -1) : strcmp(x->name, y->name);
  return flag['r'] ? -r : r;
}

static void mode_text(mode_t m, char to[11]) {
  to[0] = "?pc?d?b?-?l?s???"[m >> 12 & 15];
  for (int i = 0; i < 9; i++) to[i + 1] = m >> (8 - i) & 1 ? "rwxrwxrwx"[i] : '-';
  if (m & S_ISUID) to[3] = m & S_IXUSR ? 's' : 'S';
  if (m & S_ISGID) to[6] = m & S_IXGRP ? 's' : 'S';
  if (m & S_ISVTX) to[9] = m & S_IXOTH ? 't' : 'T';
  to[10] = 0;
}

static char *human(long n, char to[16]) {
  static const char units[] = "KMGTPE";
  double x = (double)n;
  int u = -1;
  while (x >= 1024) {
    x /= 1024;
    u++;
  }
  /* Rounded up, as df and du do. */
  if (u < 0) sprintf(to, "%ld", n);
  else if (x < 9.95) sprintf(to, "%.1f%c", (double)((long)(x * 10) + (x * 10 > (double)(long)(x * 10))) / 10, units[u]);
  else sprintf(to, "%ld%c", (long)x + (x > (double)(long)x), units[u]);
  return to;
}

static char *owner(const struct entry *e, int group, char to[32]) {
  struct passwd *pw = group || flag['n'] ? 0 : getpwuid(e->st.st_uid);
  struct group *gr = !group || flag['n'] ? 0 : getgrgid(e->st.st_gid);
  if (pw || gr) snprintf(to, 32, "%s", pw ? pw->pw_name : gr->gr_name);
  else sprintf(to, "%u", group ? e->st.st_gid : e->st.st_uid);
  return to;
}

static char *size_of(const struct entry *e, char to[32]) {
  if (S_ISCHR(e->st.st_mode) || S_ISBLK(e->st.st_mode))
    sprintf(to, "%u, %u", major(e->st.st_rdev), minor(e->st.st_rdev));
  else if (flag['h']) human(e->st.st_size, to);
  else sprintf(to, "%ld", e->st.st_size);
  return to;
}

static const char *suffix(mode_t m) {
  if (S_ISDIR(m)) return flag['F'] || flag['p'] ? "/" : "";
  if (!flag['F']) return "";
  return S_ISLNK(m) ? "@" : S_ISFIFO(m) ? "|" : S_ISSOCK(m) ? "=" : S_ISREG(m) && m & 0111 ? "*" : "";
}

static int digits(unsigned long n) {
  int k = 1;
  while (n /= 10) k++;
  return k;
}

static void show_long(struct list *l) {
  int links = 1, users = 1, groups = 1, sizes = 1, inodes = 1, k;
  char made[32], mode[11], when[64];
  time_t now = time(0);
#define MOST(x, n) if ((k = (int)(n)) > x) x = k
  for (size_t i = 0; i < l->n; i++) {
    MOST(links, digits(l->v[i].st.st_nlink));
    MOST(users, strlen(owner(l->v + i, 0, made)));
    MOST(groups, strlen(owner(l->v + i, 1, made)));
    MOST(sizes, strlen(size_of(l->v + i, made)));
    MOST(inodes, digits(l->v[i].st.st_ino));
  }
  for (size_t i = 0; i < l->n; i++) {
    struct entry *e = l->v + i;
    mode_text(e->st.st_mode, mode);
    time_t t = e->st.st_mtime;
    /* The year stands for the hour when the time is half a year old, or to come. */
    strftime(when, sizeof when, t > now || now - t > 31556952 / 2 ? "%b %e  %Y" : "%b %e %H:%M", localtime(&t));
    if (flag['i']) printf("%*lu ", inodes, e->st.st_ino);
    printf("%s %*lu ", mode, links, e->st.st_nlink);
    printf("%-*s ", users, owner(e, 0, made));
    printf("%-*s ", groups, owner(e, 1, made));
    printf("%*s %s %s", sizes, size_of(e, made), when, e->name);
    char target[4096];
    ssize_t n;
    if (S_ISLNK(e->st.st_mode) && (n = readlink(e->path, target, sizeof target)) >= 0) printf(" -> %.*s\n", (int)n, target);
    else puts(suffix(e->st.st_mode));
  }
}

static void show(struct list *l) {
  if (flag['l'] || flag['n']) {
    show_long(l);
    return;
  }
  size_t rows = l->n, columns = 1, widths[256] = { 0 };
  if (width && !flag['1'] && l->n)
    for (rows = 1; rows < l->n; rows++) {
      size_t total = 0;
      columns = (l->n + rows - 1) / rows;
      if (columns > 256) continue;
      for (size_t c = 0; c < columns; c++) {
        widths[c] = 0;
        for (size_t i = c * rows; i < l->n && i < (c + 1) * rows; i++) {
          size_t n = strlen(l->v[i].name) + strlen(suffix(l->v[i].st.st_mode));
          if (n > widths[c]) widths[c] = n;
        }
        total += widths[c] + (c + 1 < columns ? 2 : 0);
      }
      if (total < (size_t)width) break;
    }
  if (rows == l->n) columns = 1;
  else columns = (l->n + rows - 1) / rows;
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++) {
      size_t i = c * rows + r;
      if (i >= l->n) continue;
      int last = (c + 1) * rows + r >= l->n;
      if (flag['i']) printf("%lu ", l->v[i].st.st_ino);
      int n = printf("%s%s", l->v[i].name, suffix(l->v[i].st.st_mode));
      printf("%*s", last ? 0 : (int)widths[c] + 2 - n, "");
      if (last) putchar('\n');
    }
}

static void release(struct list *l) {
  for (size_t i = 0; i < l->n; i++) {
    free(l->v[i].name);
    free(l->v[i].path);
  }
  free(l->v);
}

static void show_directory(const char *path, int titled) {
  DIR *d = opendir(path);
  struct dirent *e;
  struct list l = { 0 };
  static int some;
  if (!d) {
    fprintf(stderr, "ls: cannot open directory '%s': %s\n", path, strerror(errno));
    failed = failed ? failed : 2;
    return;
  }
  if (titled) printf("%s%s:\n", some ? "\n" : "", path);
  some = 1;
  while ((e = readdir(d))) {
    if (e->d_name[0] == '.' && !flag['a'] && (!flag['A'] || !strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))) continue;
    char *whole = malloc(strlen(path) + strlen(e->d_name) + 2);
    if (!whole) exit(2);
    sprintf(whole, "%s%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/", e->d_name);
    add(&l, e->d_name, whole);
    free(whole);
  }
  closedir(d);
  if (l.n) qsort(l.v, l.n, sizeof *l.v, order);
  if (flag['l'] || flag['n']) {
    long blocks = 0;
    char made[16];
    for (size_t i = 0; i < l.n; i++) blocks += l.v[i].st.st_blocks;
    if (flag['h']) printf("total %s\n", human(blocks * 512, made));
    else printf("total %ld\n", blocks / 2);
  }
  show(&l);
  if (flag['R'])
    for (size_t i = 0; i < l.n; i++)
      if (S_ISDIR(l.v[i].st.st_mode) && strcmp(l.v[i].name, ".") && strcmp(l.v[i].name, ".."))
        show_directory(l.v[i].path, 1);
  release(&l);
}

int main(int argc, char **argv) {
  int c;
  while ((c = getopt(argc, argv, "aA1ldinrStFhRpC")) != -1) {
    if (c == '?') return 2;
    flag[c] = 1;
  }
  struct winsize w;
  if (isatty(1)) width = ioctl(1, TIOCGWINSZ, &w) == 0 && w.ws_col ? w.ws_col : 80;
  if (flag['C'] && !width) width = 80;
  struct list files = { 0 }, directories = { 0 };
  for (int i = optind; i < argc; i++) {
    struct stat st;
    int is_dir = !flag['d'] && (flag['l'] ? lstat(argv[i], &st) : stat(argv[i], &st)) == 0 && S_ISDIR(st.st_mode);
    add(is_dir ? &directories : &files, argv[i], argv[i]);
  }
  if (optind == argc) add(flag['d'] ? &files : &directories, ".", ".");
  if (files.n) qsort(files.v, files.n, sizeof *files.v, order);
  if (directories.n) qsort(directories.v, directories.n, sizeof *directories.v, order);
  show(&files);
  if (files.n && directories.n) putchar('\n');
  for (size_t i = 0; i < directories.n; i++) {
    if (i) putchar('\n');
    int titled = argc - optind > 1 || flag['R'];
    if (titled && i) printf("%s:\n", directories.v[i].name);
    show_directory(directories.v[i].name, titled && !i);
  }
  return failed;
}
