/* Day tables, sorted lines by pointers, a declaration parser and undcl, as in the classic book. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
static char daytab[2][13] = {{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31},
                             {0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}};
int day_of_year(year, month, day) {
  int i, leap;
  leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  for (i = 1; i < month; i++) day += daytab[leap][i];
  return day;
}
void month_day(year, yearday, pmonth, pday) int year, yearday, *pmonth, *pday;
{
  int i, leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  for (i = 1; yearday > *(*(daytab + leap) + i); i++) yearday -= daytab[leap][i];
  *pmonth = i;
  *pday = yearday;
}
void qsrt(v, left, right, comp) void *v[];
int left, right;
int (*comp)();
{
  int i, last;
  void swap();
  if (left >= right) return;
  swap(v, left, (left + right) / 2);
  last = left;
  for (i = left + 1; i <= right; i++)
    if ((*comp)(v[i], v[left]) < 0) swap(v, ++last, i);
  swap(v, left, last);
  qsrt(v, left, last - 1, comp);
  qsrt(v, last + 1, right, comp);
}
void swap(v, i, j) void *v[];
{
  void *t = v[i];
  v[i] = v[j];
  v[j] = t;
}
int numcmp(s1, s2)
char *s1, *s2;
{
  double a = atof(s1), b = atof(s2);
  return a < b ? -1 : a > b;
}
enum { NAME, PARENS, BRACKETS };
static char token[100], name[100], out[1000], *in;
static int tokentype;
static int gettoken(void) {
  char *p = token;
  while (*in == ' ') in++;
  if (*in == '(') {
    if (in[1] == ')') {
      in += 2;
      strcpy(token, "()");
      return tokentype = PARENS;
    }
    return tokentype = *in++;
  }
  if (*in == '[') {
    for (*p++ = *in++; (*p++ = *in++) != ']';)
      ;
    *p = 0;
    return tokentype = BRACKETS;
  }
  if (isalpha((unsigned char)*in)) {
    while (isalnum((unsigned char)*in)) *p++ = *in++;
    *p = 0;
    return tokentype = NAME;
  }
  return tokentype = *in ? *in++ : 0;
}
static void dirdcl(void);
static void dcl(void) {
  int ns;
  for (ns = 0; gettoken() == '*';) ns++;
  dirdcl();
  while (ns-- > 0) strcat(out, " pointer to");
}
static void dirdcl(void) {
  int type;
  if (tokentype == '(') {
    dcl();
    if (tokentype != ')') printf("missing )");
  } else if (tokentype == NAME)
    strcpy(name, token);
  while ((type = gettoken()) == PARENS || type == BRACKETS)
    if (type == PARENS)
      strcat(out, " function returning");
    else {
      strcat(out, " array");
      strcat(out, token);
      strcat(out, " of");
    }
}
int main() {
  int m, d;
  month_day(1988, 60, &m, &d);
  printf("%d %d-%d %d\n", day_of_year(1988, 3, 1), m, d, day_of_year(2023, 12, 31));
  char *lines[] = {"10", "9", "-3", "2.5", "100"};
  qsrt((void **)lines, 0, 4, numcmp);
  for (m = 0; m < 5; m++) printf("%s ", lines[m]);
  qsrt((void **)lines, 0, 4, strcmp);
  for (m = 0; m < 5; m++) printf("%s ", lines[m]);
  puts("");
  char *decls[] = {"char **argv",    "int (*daytab)[13]",  "int *daytab[13]",     "void *comp()",
                   "void (*comp)()", "char (*(*x())[])()", "char (*(*x[3])())[5]"};
  for (m = 0; m < 7; m++) {
    char type[100];
    in = decls[m];
    gettoken();
    strcpy(type, token);
    out[0] = 0;
    dcl();
    printf("%s: %s %s\n", name, out, type);
  }
  return 0;
}
