// What counts as committed memory keeps areas apart (VM_ACCOUNT), and what the kernel maps for itself.
#include "hosted.h"
#include <setjmp.h>
#include <sys/auxv.h>

static char *base;

/* The areas between two addresses: length in pages, rights and flags. */
static void areas(const char *title, char *from, char *to) {
  FILE *file = fopen("/proc/self/smaps", "r");
  char line[400], rights[8];
  unsigned long start = 0, end = 0;
  int inside = 0;
  printf("%s:", title);
  while (fgets(line, sizeof line, file)) {
    unsigned long a, b;
    if (sscanf(line, "%lx-%lx %7s", &a, &b, rights) == 3) {
      start = a, end = b;
      inside = a < (unsigned long)to && b > (unsigned long)from;
    } else if (inside && !strncmp(line, "VmFlags:", 8)) {
      printf(" [%lu %s%s%s%s]", (end - start) / 4096, rights, strstr(line, " ac") ? " ac" : "",
             strstr(line, " nr") ? " nr" : "", strstr(line, " dd") ? " dd" : "");
    }
  }
  printf("\n");
  fflush(stdout);
  fclose(file);
}

static void own(const char *title) { areas(title, base, base + 6 * 4096); }

static sigjmp_buf back;
static void caught(int signo) { siglongjmp(back, signo); }

static void reads(const char *title, char *at) {
  int signo = sigsetjmp(back, 1);
  if (signo == 0) (void)*(volatile char *)at;
  printf("%s: %d\n", title, signo);
}

int main(void) {
  int fd = open("file", O_RDWR | O_CREAT | O_TRUNC, 0600);
  ftruncate(fd, 6 * 4096);
  // Nothing stands beside it that it could become one with.
  base = (char *)mmap(0, 8 * 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) + 4096;
  mmap(base, 6 * 4096, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0);
  own("read-only");
  mprotect(base + 4096, 4096, PROT_READ | PROT_WRITE);
  own("one writable");
  mprotect(base + 4096, 4096, PROT_READ);
  own("and back");
  mprotect(base, 6 * 4096, PROT_READ | PROT_WRITE);
  own("all writable");
  munmap(base, 6 * 4096);

  mmap(base, 6 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  own("anonymous");
  base[2 * 4096] = 1;
  mprotect(base, 6 * 4096, PROT_READ);
  own("with a page");
  munmap(base, 6 * 4096);
  mmap(base, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  mprotect(base, 4096, PROT_NONE);
  own("none, without a page");
  munmap(base, 6 * 4096);
  mmap(base, 6 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE, -1, 0);
  own("no reserve");
  mprotect(base, 4096, PROT_READ);
  mprotect(base, 4096, PROT_READ | PROT_WRITE);
  own("no reserve, to and fro");
  munmap(base, 6 * 4096);
  mmap(base, 6 * 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0);
  own("shared");
  munmap(base, 6 * 4096);

  char *vdso = (char *)getauxval(AT_SYSINFO_EHDR);
  areas("vdso and its data", vdso - 6 * 4096, vdso + 2 * 4096);
  signal(SIGBUS, caught);
  signal(SIGSEGV, caught);
  reads("time", vdso - 6 * 4096);
  reads("time of a namespace", vdso - 5 * 4096);
  reads("randomness", vdso - 4 * 4096);
  printf("grown: %s\n", mremap(vdso, 8192, 16384, MREMAP_MAYMOVE) == MAP_FAILED ? strerrorname_np(errno) : "moved");
  return 0;
}
