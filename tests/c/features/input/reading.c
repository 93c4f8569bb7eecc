// Standard input read in turn: fgets lines, getc and ungetc, scanf numbers of bases, getline to the end, feof
// and clearerr, tokens of a line, words counted.
#define _GNU_SOURCE
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
  int n, o, h, d;
  double f;
  char w[16];
  printf("%d", scanf("%d %15s %lf", &n, w, &f));
  printf(" %d %s %g\n", n, w, f);
  int c = getc(stdin);
  printf("%d ", c);
  ungetc('S', stdin);
  c = getchar();
  printf("%c ", c);
  char line[64];
  printf("%s", fgets(line, sizeof line, stdin));
  printf("%d", scanf("%x %o", &h, &o));
  printf(" %d %d\n", h, o);
  char *rest = NULL;
  size_t room = 0;
  ssize_t got = getline(&rest, &room, stdin);
  printf("%zd [%.*s]\n", got, (int)got - 1, rest);
  d = atoi(rest);
  printf("%d %d %d\n", d, getc(stdin), feof(stdin) != 0);
  got = getline(&rest, &room, stdin);
  printf("%zd %d\n", got, ferror(stdin));
  clearerr(stdin);
  printf("%d %d\n", feof(stdin), scanf("%d", &n));
  printf("%d\n", fgets(line, 64, stdin) == NULL);
  FILE *m = fmemopen("the cat, the dog; the end", 25, "r");
  int words = 0, the = 0;
  while (fscanf(m, "%15[a-z]%*[^a-z]", w) >= 1) {
    words++;
    the += !strcmp(w, "the");
  }
  printf("%d %d\n", words, the);
  rewind(m);
  int up = 0;
  while ((c = fgetc(m)) != EOF) up += isalpha(c) ? toupper(c) == c ? 1 : 2 : 0;
  printf("%d\n", up);
  free(rest);
  return fclose(m);
}
