/* argv, envp and the auxiliary vector, as they lie on the stack. */
#include "sys.h"

void start(u64 *stack) {
  u64 argc = stack[0];
  show("argc", (i64)argc);
  for (u64 i = 1; i < argc; i++) put((char *)stack[1 + i]), put("\n");
  u64 *p = stack + argc + 2;
  for (; *p; p++) put((char *)*p), put("\n");
  show("aligned", (u64)stack % 16 == 0);
  for (p++; p[0]; p += 2) {
    switch (p[0]) {
      case 3: show("phdr", p[1] != 0); break;
      case 4: show("phent", (i64)p[1]); break;
      case 5: show("phnum>0", p[1] > 0); break;
      case 6: show("pagesz", (i64)p[1]); break;
      case 7: show("base", (i64)p[1]); break;
      case 9: show("entry", p[1] > 0x400000); break;
      case 11: case 12: case 13: case 14: show("id", (i64)p[1] == (i64)p[1]); break;
      case 17: show("clktck", (i64)p[1]); break;
      case 23: show("secure", (i64)p[1]); break;
      case 25: show("random", p[1] != 0); break;
      case 31: put((char *)p[1]), put("\n"); break;
      case 33: show("vdso", (p[1] & 4095) == 0); break;
    }
  }
  exit(0);
}
