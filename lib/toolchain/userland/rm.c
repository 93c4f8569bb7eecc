/* rm: XCU rm, options -f -r -R -v. */
#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int force, recursive, verbose, failed;

static void complain(const char *path, int error) {
  fprintf(stderr, "rm: cannot remove '%s': %s\n", path, strerror(error));
  failed = 1;
}

static void take_away(const char *path) {
  struct stat st;
  if (lstat(path, &st)) {
    if (!force || errno != ENOENT) complain(path, errno);
    return;
  }
  if (!S_ISDIR(st.st_mode)) {
    if (unlink(path)) complain(path, errno);
    else if (verbose) printf("removed '%s'\n", path);
    return;
  }
  if (!recursive) {
    complain(path, EISDIR);
    return;
  }
  DIR *d = opendir(path);
  struct dirent *e;
  while (d && (e = readdir(d))) {
    if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, "..")) continue;
    char *whole = malloc(strlen(path) + strlen(e->d_name) + 2);
    if (!whole) exit(1);
    sprintf(whole, "%s/%s", path, e->d_name);
    take_away(whole);
    free(whole);
  }
  if (d) closedir(d);
  if (rmdir(path)) complain(path, errno);
  else if (verbose) printf("removed directory '%s'\n", path);
}

int main(int argc, char **argv) {
  int c;
  while ((c = getopt(argc, argv, "frRv")) != -1) switch (c) {
    case 'f': force = 1; break;
    case 'r': case 'R': recursive = 1; break;
    case 'v': verbose = 1; break;
    default: return 1;
    }
  if (optind == argc && !force) {
    fprintf(stderr, "rm: missing operand\n");
    return 1;
  }
  for (int i = optind; i < argc; i++) take_away(argv[i]);
  return failed;
}
