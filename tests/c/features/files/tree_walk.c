// fts: a tree in order, before and after its folders, skipping, following links, finding rings.
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
static int by_name(const FTSENT **a, const FTSENT **b) { return strcmp((*a)->fts_name, (*b)->fts_name); }
static void file(const char *path, int size) {
  int fd = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0644);
  if (ftruncate(fd, size)) perror(path);
  close(fd);
}
static const char *kind(int info) {
  static const char *names[] = {"?", "D",    "DC", "DEFAULT", "DNR", "DOT",    "DP", "ERR",
                                "F", "INIT", "NS", "NSOK",    "SL",  "SLNONE", "W"};
  return names[info];
}
static void walk(int options, const char *skip) {
  char *roots[] = {"tree", "missing", NULL};
  FTS *f = fts_open(roots, options | FTS_NOCHDIR, by_name);
  FTSENT *e;
  long total = 0;
  while ((e = fts_read(f))) {
    printf("%s%s(%d) ", kind(e->fts_info), e->fts_path, e->fts_level);
    if (e->fts_info == FTS_F) total += e->fts_statp->st_size;
    if (e->fts_info == FTS_NS) printf("%s ", strerror(e->fts_errno));
    if (skip && e->fts_info == FTS_D && !strcmp(e->fts_name, skip)) fts_set(f, e, FTS_SKIP);
    if (e->fts_info == FTS_D && e->fts_level == 0) {
      int n = 0;
      for (FTSENT *c = fts_children(f, 0); c; c = c->fts_link) n++;
      printf("[%d] ", n);
    }
  }
  printf("%ld %d\n", total, errno);
  fts_close(f);
}
int main(void) {
  mkdir("tree", 0755);
  mkdir("tree/a", 0755);
  mkdir("tree/a/deep", 0755);
  mkdir("tree/b", 0755);
  file("tree/one", 10);
  file("tree/a/two", 200);
  file("tree/a/deep/three", 3000);
  if (symlink("../a", "tree/b/link") || symlink("nowhere", "tree/b/loose")) perror("symlink");
  if (symlink("../../tree", "tree/a/ring")) perror("symlink");
  walk(FTS_PHYSICAL, NULL);
  walk(FTS_PHYSICAL, "a");
  walk(FTS_LOGICAL, NULL);
  printf("%d\n", fts_open((char *[]){"tree", NULL}, 0x1000, NULL) == NULL && errno == EINVAL);
  return 0;
}
