#include <stdio.h>
shell(v, n) int v[], n;
{
  int gap, i, j, temp;
  for (gap = n / 2; gap > 0; gap /= 2)
    for (i = gap; i < n; i++)
      for (j = i - gap; j >= 0 && v[j] > v[j + gap]; j -= gap) {
        temp = v[j];
        v[j] = v[j + gap];
        v[j + gap] = temp;
      }
  return 0;
}
itoa(n, s) char s[];
{
  int i, sign;
  if ((sign = n) < 0) n = -n;
  i = 0;
  do {
    s[i++] = n % 10 + '0';
  } while ((n /= 10) > 0);
  if (sign < 0) s[i++] = '-';
  s[i] = '\0';
  reverse(s);
  return 0;
}
reverse(s) char s[];
{
  int c, i, j;
  for (i = 0, j = strlen(s) - 1; i < j; i++, j--) {
    c = s[i];
    s[i] = s[j];
    s[j] = c;
  }
  return 0;
}
main() {
  int v[] = {9, -4, 7, 0, 3, -12, 5}, i;
  char s[20];
  shell(v, 7);
  for (i = 0; i < 7; i++) {
    itoa(v[i], s);
    printf("%s ", s);
  }
  printf("\n");
  return 0;
}
