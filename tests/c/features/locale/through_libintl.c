// An optimised program gets <locale.h> through <libintl.h>.
#pragma GCC optimize("O1")
#include <libintl.h>
#include <stdio.h>
int main(void) {
  printf("%s %s\n", setlocale(LC_ALL, "C"), gettext("text"));
  return 0;
}
