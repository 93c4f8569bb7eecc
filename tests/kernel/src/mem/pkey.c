// Protection keys, as far as all processors answer alike: whether there are any to be had is open.
#include "kernel.h"
int main(int argc, char **argv, char **envp) {
  char *p = (char *)K(mmap, 0, 4096, 3, 34, -1, 0);
  say("flags %e\n", K(pkey_alloc, 1, 0));
  say("rights %e\n", K(pkey_alloc, 0, 4));
  say("free %e\n", K(pkey_free, 99));
  say("free %e\n", K(pkey_free, -1));
  say("no key %e\n", K(pkey_mprotect, p, 4096, 1, -1));
  say("unknown key %e\n", K(pkey_mprotect, p, 4096, 3, 99));
  say("unknown key, nothing %e\n", K(pkey_mprotect, p, 0, 3, 99));
  say("unknown key, not aligned %e\n", K(pkey_mprotect, p + 1, 4096, 3, 99));
  say("unknown key, bad rights %e\n", K(pkey_mprotect, p, 4096, 0x40, 99));
  return 0;
}
