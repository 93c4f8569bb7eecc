/* Where the descriptor is after each seek: a block is read, or no more than must be, or nothing. */
#include <stdio.h>
#include <unistd.h>

static void at(FILE *f) { printf("%ld, descriptor %ld", ftell(f), (long)lseek(fileno(f), 0, SEEK_CUR)); }
static void go(FILE *f, long to, int whence) {
  printf("%d: ", fseek(f, to, whence));
  at(f);
  int c = getc(f);
  printf("; then %d at ", c);
  at(f);
  printf("\n");
}

int main(void) {
  char path[] = "/tmp/seeks.txt", b[8];
  FILE *f = fopen(path, "w");
  for (int i = 0; i < 10000; i++) fputc('a' + i % 26, f);
  fseek(f, 0, SEEK_END);
  at(f);
  fseek(f, 3, SEEK_SET);
  at(f);
  printf("\n");
  fclose(f);
  f = fopen(path, "r");
  go(f, 6, SEEK_SET);
  go(f, 5000, SEEK_SET);
  go(f, -10, SEEK_END);
  go(f, -3, SEEK_CUR);
  rewind(f);
  at(f);
  printf(" %zu\n", fread(b, 1, 8, f));
  go(f, 4096, SEEK_SET);
  go(f, 20000, SEEK_SET);
  fclose(f);
  f = fopen(path, "r");
  go(f, -100, SEEK_END);
  fclose(f);
  f = fopen(path, "r+");
  go(f, 0, SEEK_END);
  fseek(f, 5, SEEK_SET);
  fputs("XY", f);
  go(f, 5, SEEK_SET);
  fseek(f, 7000, SEEK_SET);
  fputs("Z", f);
  go(f, 10, SEEK_CUR);
  fclose(f);
  f = freopen(path, "rb", stdin);
  fflush(f);
  go(f, 6, SEEK_SET);
  unlink(path);
  return 0;
}
