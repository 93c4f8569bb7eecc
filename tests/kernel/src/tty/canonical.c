/* Editing a line: erase, kill, word, end of file, literal next; and what is echoed. */
#include "pty.h"
static void type(const char *s) { K(write, master, s, strlen(s)); }
static void get(void) {
  char b[64] = {0};
  int have = 0;
  K(ioctl, slave, FIONREAD, &have);
  struct pollfd p = {slave, POLLIN, 0};
  if (K(poll, &p, 1, 5) == 0) {
    say("not ready\n");
    return;
  }
  long n = K(read, slave, b, 63);
  say("read %e '", n);
  for (int i = 0; i < n; i++)
    if (b[i] < 32)
      say("\\%o", b[i]);
    else
      say("%c", b[i]);
  say("'\n");
}
int main(int argc, char **argv, char **envp) {
  open_pair();
  type("hello\n");
  drain("echo");
  get();
  type("hellp\177o\n");
  drain("erase");
  get();
  type("junk\025good\n");
  drain("kill");
  get();
  type("one two\027three\n");
  drain("word");
  get();
  type("abc");
  get();
  type("\004");
  get();
  type("\004");
  get();
  drain("eof");
  type("x\026\003y\n");
  drain("literal");
  get();
  type("a\rb\n");
  drain("cr");
  get();
  get();
  type("first\nsecond\n");
  get();
  get();
  K(write, slave, "out\n", 4);
  drain("output");
  type("tab\there\n");
  drain("tab");
  get();
  return 0;
}
