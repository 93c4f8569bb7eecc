// fmemopen, open_memstream, fopencookie-free: reading, writing, seeking in memory; ungetc; getdelim.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
  char buffer[32] = "12 apples and 7 pears";
  FILE *f = fmemopen(buffer, strlen(buffer), "r+");
  int a, b; char word[16];
  printf("%d", fscanf(f, "%d %15s %*s %d", &a, word, &b));
  printf(" %d %s %d %ld\n", a, word, b, ftell(f));
  rewind(f);
  fputs("99", f);
  fflush(f);
  printf("%s\n", buffer);
  fclose(f);
  char *text; size_t size;
  FILE *m = open_memstream(&text, &size);
  for (int i = 0; i < 5; i++) fprintf(m, "%d,", i * i);
  fflush(m);
  printf("%zu %s\n", size, text);
  fseek(m, 2, SEEK_SET); fputc('X', m);
  fclose(m);
  printf("%zu %s\n", size, text);
  free(text);
  FILE *t = tmpfile();
  fputs("alpha;beta;;gamma", t);
  rewind(t);
  char *line = NULL; size_t room = 0; ssize_t n;
  while ((n = getdelim(&line, &room, ';', t)) > 0) printf("%zd[%s]", n, line);
  printf(" %d\n", feof(t) != 0);
  free(line);
  rewind(t);
  int c = fgetc(t);
  ungetc('@', t);
  printf("%c%c%c\n", c, fgetc(t), fgetc(t));
  fpos_t pos; fgetpos(t, &pos); fgets(word, 4, t); fsetpos(t, &pos); fgets(word, 6, t);
  printf("%s\n", word);
  fclose(t);
  printf("%d %d\n", fopen("/no/such", "r") == NULL, errno == ENOENT);
  char *made; printf("%d", asprintf(&made, "%s-%d", "made", 5)); printf(" %s\n", made); free(made);
  return 0;
}
