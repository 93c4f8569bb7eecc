// setvbuf modes beside write, stderr, fileno, fdopen, freopen, dprintf, perror.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void) {
  static char mine[64];
  setvbuf(stdout, mine, _IOFBF, sizeof mine);
  printf("full ");
  write(1, "first ", 6);
  fflush(stdout);
  printf("a text that is longer than the buffer of sixty-four bytes, so it goes out early ");
  write(1, "<>", 2);
  fflush(stdout);
  FILE *line = fdopen(dup(1), "w");
  setvbuf(line, NULL, _IOLBF, 0);
  fprintf(line, "one\ntwo ");
  write(1, "three ", 6);
  fclose(line);
  FILE *none = fdopen(dup(1), "w");
  setbuf(none, NULL);
  fprintf(none, "x"); write(1, "y", 1); fprintf(none, "z\n");
  fclose(none);
  dprintf(1, "%s %d\n", "dprintf", fileno(stderr));
  dup2(1, 2);
  errno = EACCES; perror("perror");
  fprintf(stderr, "stderr is unbuffered\n");
  FILE *f = freopen("out", "w+", stderr);
  fprintf(stderr, "to the file");
  rewind(f);
  char text[32] = "";
  fgets(text, 32, f);
  printf("%s %d\n", text, ferror(f));
  clearerr(f);
  printf("%zu %d\n", fread(text, 1, 4, f), feof(f) != 0);
  return fclose(f);
}
