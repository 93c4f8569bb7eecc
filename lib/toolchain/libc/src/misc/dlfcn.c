/* POSIX dlopen in a static program: nothing is found. */
#define _GNU_SOURCE
#include <dlfcn.h>

static char *message;

void *dlopen(const char *path, int mode) {
  (void)path, (void)mode;
  message = "a static program cannot load shared objects";
  return 0;
}

void *dlsym(void *restrict handle, const char *restrict name) {
  (void)handle, (void)name;
  message = "a static program has no dynamic symbols";
  return 0;
}

int dlclose(void *handle) {
  (void)handle;
  message = "not the handle of a shared object";
  return -1;
}

char *dlerror(void) {
  char *last = message;
  message = 0;
  return last;
}

int dladdr(const void *address, Dl_info *to) {
  (void)address, (void)to;
  return 0;
}
