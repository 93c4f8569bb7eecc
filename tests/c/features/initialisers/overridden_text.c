// Designators that change parts of what a text or an earlier item has given.
#include <stdio.h>
#include <string.h>
#include <wchar.h>
struct name {
  char text[6];
  int n;
};
struct wide {
  wchar_t text[6];
  int n;
};
struct tail {
  int n;
  char text[];
};
static struct name names[] = {{{"foo"}, 1}, [0].text[0] = 'b', [1] = {"quux", 2}, [1].text[3] = 'z'};
static struct wide wides[] = {{{L"foo"}, 1}, [0].text[2] = L'x', [0].text[4] = L'y'};
static struct name replaced[] = {{{"foo"}, 1}, [0] = {.text[0] = 'b'}};
static struct tail tail = {.n = 1, .text = "abcd", .text[0] = '2'};
static char text[8] = {[0] = 'a', [2] = 'c', [1] = 'b', [0] = 'x'};
int main(void) {
  struct name local[] = {
      {{"foo"}, 1}, [0].text[0] = 'b', [0].text[5] = '!', [1] = {"quux", 2}, [1].text[3] = 'z'};
  printf("%s %d %s %d\n", names[0].text, names[0].n, names[1].text, names[1].n);
  printf("%ls %d %d\n", wides[0].text, wides[0].text[4], wides[0].n);
  printf("%s %d %d\n", replaced[0].text, replaced[0].text[1], replaced[0].n);
  printf("%s %s %zu\n", tail.text, text, strlen(text));
  printf("%s %c %d %s\n", local[0].text, local[0].text[5], local[0].n, local[1].text);
  return 0;
}
