/* uname, ids, getrandom, arch_prctl, set_tid_address: what a C library asks before main. */
#include "sys.h"

static u64 tls[4];

void start(u64 *stack) {
  (void)stack;
  char names[390];
  u8 noise[32] = {0};
  int sum = 0;
  u64 got = 0, read_back;
  show("uname", uname(names));
  put(names), put("\n");
  put(names + 65 * 4), put("\n");
  show("getrandom", getrandom(noise, 32, 0));
  for (int i = 0; i < 32; i++) sum |= noise[i];
  show("not all zero", sum != 0);
  show("getrandom big", getrandom(noise, 8, 1));
  tls[0] = (u64)tls;
  tls[1] = 0x1234;
  show("ARCH_SET_FS", arch_prctl(0x1002, tls));
  __asm__("mov %%fs:8, %0" : "=r"(read_back));
  show_hex("fs:8", read_back);
  show("ARCH_GET_FS", arch_prctl(0x1003, &got));
  show("same", got == (u64)tls);
  show("bad code", arch_prctl(0x9999, 0));
  show("bad base", arch_prctl(0x1002, 1UL << 63));
  show("tid", set_tid_address(&got) == getpid());
  show("gs", arch_prctl(0x1001, tls));
  __asm__("mov %%gs:8, %0" : "=r"(read_back));
  show_hex("gs:8", read_back);
  exit(0);
}
