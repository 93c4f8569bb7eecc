// fflush of input: a file goes back to where the program is; a pipe keeps what it has.
#include <stdio.h>
#include <unistd.h>
int main(void) {
  char word[16];
  int n = 0, got = scanf("%d", &n);
  fflush(stdin);
  got += scanf("%15s", word);
  printf("%d %d %s\n", got, n, word);
  ungetc('!', stdin);
  fflush(stdin);
  int back = getchar();
  printf("%c %c\n", back, getchar());

  FILE *f = fopen("data", "w+");
  fputs("0123456789abcdef", f);
  rewind(f);
  fread(word, 1, 5, f);
  printf("%ld ", (long)lseek(fileno(f), 0, SEEK_CUR));
  fflush(f);
  printf("%ld ", (long)lseek(fileno(f), 0, SEEK_CUR));
  fseek(f, 0, SEEK_CUR);
  printf("%ld %ld\n", (long)lseek(fileno(f), 0, SEEK_CUR), ftell(f));
  int c = fgetc(f);
  ungetc(c, f);
  fflush(f);
  printf("%c %ld\n", fgetc(f), ftell(f));
  fseek(f, 2, SEEK_SET);
  printf("%c", fgetc(f));
  fseek(f, -1, SEEK_END);
  printf("%c\n", fgetc(f));
  return 0;
}
