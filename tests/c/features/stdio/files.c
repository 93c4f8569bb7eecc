#include <stdio.h>
#include <string.h>
#include <errno.h>
#include <unistd.h>
int main(void) {
  FILE *f = fopen("t.txt", "w+");
  fprintf(f, "line %d\nline %d\n", 1, 2);
  fputs("last", f);
  printf("%ld\n", ftell(f));
  rewind(f);
  char b[100];
  int n = 0;
  while (fgets(b, sizeof b, f)) printf("%d:%s%s", ++n, b, strchr(b, '\n') ? "" : "|\n");
  printf("%d %d\n", feof(f) != 0, ferror(f));
  fseek(f, 5, SEEK_SET);
  fputc('9', f);
  fseek(f, -4, SEEK_END);
  fread(b, 1, 4, f);
  printf("%.4s\n", b);
  fclose(f);
  f = fopen("t.txt", "a");
  fputs("+\n", f);
  fclose(f);
  f = fopen("t.txt", "r");
  int c, lines = 0, chars = 0;
  while ((c = getc(f)) != EOF) {
    chars++;
    lines += c == '\n';
  }
  printf("%d %d\n", lines, chars);
  rewind(f);
  c = getc(f);
  ungetc('#', f);
  printf("%c%c\n", getc(f), getc(f));
  fclose(f);
  f = fopen("bin", "wb");
  double d[3] = {1.5, 2.5, 3.5};
  printf("%zu\n", fwrite(d, sizeof *d, 3, f));
  fclose(f);
  f = fopen("bin", "rb");
  double e[5];
  printf("%zu %g\n", fread(e, sizeof *e, 5, f), e[2]);
  fclose(f);
  printf("%d %s\n", fopen("no/such", "r") == 0, strerror(errno));
  rename("bin", "bin2");
  printf("%d %d %d\n", access("bin", F_OK), remove("bin2"), unlink("t.txt"));
  char *p = 0;
  size_t z;
  f = open_memstream(&p, &z);
  fprintf(f, "mem %d", 5);
  fclose(f);
  printf("%s %zu\n", p, z);
  f = fmemopen("abc def", 7, "r");
  fscanf(f, "%s", b);
  printf("%s\n", b);
  fclose(f);
  setvbuf(stdout, 0, _IONBF, 0);
  f = tmpfile();
  fputs("t", f);
  rewind(f);
  printf("%c\n", fgetc(f));
  getline(&p, &z, f);
}
