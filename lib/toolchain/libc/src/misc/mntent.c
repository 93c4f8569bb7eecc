/* getmntent(3): lines of /proc/mounts and the like. */
#define _GNU_SOURCE
#include <mntent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

FILE *setmntent(const char *path, const char *mode) { return fopen(path, mode); }

int endmntent(FILE *f) {
  if (f) fclose(f);
  return 1;
}

/* \040 and such stand for blanks. */
static char *unescape(char *s) {
  char *to = s;
  for (char *p = s; *p; to++) {
    if (*p == '\\' && strspn(p + 1, "01234567") >= 3) {
      *to = (char)((p[1] - '0') << 6 | (p[2] - '0') << 3 | (p[3] - '0'));
      p += 4;
    } else
      *to = *p++;
  }
  *to = 0;
  return s;
}

struct mntent *getmntent_r(FILE *restrict f, struct mntent *restrict m, char *restrict line, int room) {
  while (fgets(line, room, f)) {
    char *save, *words[6] = { 0 };
    line[strcspn(line, "\n")] = 0;
    int n = 0;
    for (char *w = strtok_r(line, " \t", &save); w && n < 6; w = strtok_r(0, " \t", &save)) words[n++] = w;
    if (n < 2 || *words[0] == '#') continue;
    *m = (struct mntent){ unescape(words[0]), unescape(words[1]), words[2] ? words[2] : "", words[3] ? words[3] : "",
                          words[4] ? atoi(words[4]) : 0, words[5] ? atoi(words[5]) : 0 };
    return m;
  }
  return 0;
}

struct mntent *getmntent(FILE *f) {
  static struct mntent m;
  static char line[4096];
  return getmntent_r(f, &m, line, sizeof line);
}

char *hasmntopt(const struct mntent *m, const char *option) {
  size_t n = strlen(option);
  for (char *p = m->mnt_opts; (p = strstr(p, option)); p += n)
    if ((p == m->mnt_opts || p[-1] == ',') && (!p[n] || p[n] == ',' || p[n] == '=')) return p;
  return 0;
}
