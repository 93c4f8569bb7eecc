#include <stdio.h>
static unsigned char tape[300];
int main(void) {
  const char *code =
      "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++.";
  unsigned char *p = tape;
  for (const char *c = code; *c; c++) switch (*c) {
    case '>':
      p++;
      break;
    case '<':
      p--;
      break;
    case '+':
      ++*p;
      break;
    case '-':
      --*p;
      break;
    case '.':
      putchar(*p);
      break;
    case '[':
      if (!*p)
        for (int d = 1; d;) {
          c++;
          d += *c == '[' ? 1 : *c == ']' ? -1 : 0;
        }
      break;
    case ']':
      if (*p)
        for (int d = 1; d;) {
          c--;
          d += *c == ']' ? 1 : *c == '[' ? -1 : 0;
        }
    }
}
