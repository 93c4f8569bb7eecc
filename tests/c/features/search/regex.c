// POSIX regular expressions: groups, classes, flags, errors, matching on.
#include <regex.h>
#include <stdio.h>
#include <string.h>
static void try(const char *pattern, const char *text, int flags) {
  regex_t re;
  regmatch_t m[4];
  char error[80];
  int r = regcomp(&re, pattern, flags);
  if (r) {
    regerror(r, &re, error, sizeof error);
    printf("%s: %s\n", pattern, error);
    return;
  }
  r = regexec(&re, text, 4, m, 0);
  printf("%s ~ %s:", pattern, text);
  if (r)
    printf(" no");
  else
    for (size_t i = 0; i <= re.re_nsub && i < 4; i++)
      printf(" [%.*s]", m[i].rm_so < 0 ? 1 : (int)(m[i].rm_eo - m[i].rm_so),
             m[i].rm_so < 0 ? "-" : text + m[i].rm_so);
  puts("");
  regfree(&re);
}
int main(void) {
  try("([a-z]+)@([a-z]+)\\.com", "mail bob@example.com now", REG_EXTENDED);
  try("^[[:space:]]*([0-9]{2,4})-([0-9]+)", "  2024-7", REG_EXTENDED);
  try("colou?r", "The COLOR", REG_EXTENDED | REG_ICASE);
  try("(a|ab)(c|bcd)(d*)", "abcd", REG_EXTENDED);
  try("a\\{2\\}b*", "caaabbb", 0);
  try("\\(x\\)\\1", "axxa", 0);
  try("[^,]*,[^,]*", "k,v,w", 0);
  try("end$", "the end\n", REG_EXTENDED | REG_NEWLINE);
  try("(", "x", REG_EXTENDED);
  try("[a", "x", REG_EXTENDED);
  try("a**", "aa", REG_EXTENDED);
  try("(a)|(b)", "b", REG_EXTENDED);
  regex_t re;
  regmatch_t m;
  const char *s = "one two  three";
  int at = 0;
  regcomp(&re, "[a-z]+", REG_EXTENDED);
  while (regexec(&re, s + at, 1, &m, at ? REG_NOTBOL : 0) == 0) {
    printf("<%.*s>", (int)(m.rm_eo - m.rm_so), s + at + m.rm_so);
    at += m.rm_eo;
  }
  puts("");
  regfree(&re);
  return 0;
}
