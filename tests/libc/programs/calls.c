// stdio in its common uses, for the calls that it makes.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
  static char b[10000];
  FILE *f = fopen("calls.tmp", "w+");
  for (int i = 0; i < 3000; i++) printf("line %d\n", i);
  memset(b, 'x', sizeof b);
  fwrite(b, 1, 9999, stdout);
  puts("end");
  for (int i = 0; i < 10000; i++) fputc('a' + i % 26, f);
  fseek(f, 5000, SEEK_SET);
  fgetc(f);
  fseek(f, 0, SEEK_SET);
  fread(b, 1, 9000, f);
  printf("%ld\n", ftell(f));
  fclose(f);
  f = fopen("calls.tmp", "a");
  fprintf(f, "more");
  fclose(f);
  f = fopen("calls.tmp", "r");
  setvbuf(f, b, _IOFBF, 512);
  for (int i = 0; i < 1000; i++) fgetc(f);
  fclose(f);
  f = fopen("calls.tmp", "r");
  setvbuf(f, 0, _IONBF, 0);
  fgetc(f);
  fread(b, 1, 10, f);
  fclose(f);
  f = fopen("/dev/null", "w");
  fputs("to a device", f);
  fclose(f);
  fprintf(stderr, "error %d %s\n", 1, "x");
  fputs("two\n", stderr);
  for (int n = 0; n < 5 && getchar() != EOF; n++);
  printf("%d\n", fflush(stdout));
  remove("calls.tmp");
  return 0;
}
