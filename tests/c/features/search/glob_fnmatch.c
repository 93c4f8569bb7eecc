// fnmatch, glob over files made here, wordexp.
#include <fcntl.h>
#include <fnmatch.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wordexp.h>
int main(void) {
  const char *cases[][2] = {{"*.c", "a.c"},   {"*.c", ".c"}, {"[a-c]?", "bz"},       {"[!a-c]?", "bz"},
                            {"a/*", "a/b/c"}, {"\\*", "*"},  {"[[:digit:]]x", "3x"}, {"", ""}};
  for (int i = 0; i < 8; i++)
    printf("%d%d%d ", fnmatch(cases[i][0], cases[i][1], 0), fnmatch(cases[i][0], cases[i][1], FNM_PATHNAME),
           fnmatch(cases[i][0], cases[i][1], FNM_PERIOD));
  puts("");
  mkdir("sub", 0755);
  const char *names[] = {"b.txt", "a.txt", ".hidden.txt", "c.dat", "sub/d.txt"};
  for (int i = 0; i < 5; i++) close(open(names[i], O_CREAT | O_WRONLY, 0600));
  glob_t g;
  printf("%d\n", glob("*.txt", 0, NULL, &g));
  glob("*/*.txt", GLOB_APPEND, NULL, &g);
  glob("s*", GLOB_APPEND | GLOB_MARK, NULL, &g);
  for (size_t i = 0; i < g.gl_pathc; i++) printf("%s ", g.gl_pathv[i]);
  printf("%d\n", glob("nothing*", 0, NULL, &g) == GLOB_NOMATCH);
  globfree(&g);
  setenv("NAME", "two words", 1);
  wordexp_t w;
  printf("%d", wordexp("plain $NAME \"$NAME\" '$NAME' ?.txt ${NONE:-none}", &w, 0));
  for (size_t i = 0; i < w.we_wordc; i++) printf(" [%s]", w.we_wordv[i]);
  wordfree(&w);
  printf("\n%d\n", wordexp("a | b", &w, 0) == WRDE_BADCHAR);
  return 0;
}
