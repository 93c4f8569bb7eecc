// mprotect and a SIGSEGV handler that tells the address and lets the access through.
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
static char *area;
static volatile int faults;
static sigjmp_buf out;
static void on_fault(int sig, siginfo_t *info, void *context) {
  (void)sig; (void)context;
  long offset = (char *)info->si_addr - area;
  if (offset < 0 || offset >= 3 * 4096) siglongjmp(out, 7);
  char text[64];
  int n = snprintf(text, sizeof text, "fault at %ld code %d\n", offset, info->si_code);
  write(1, text, n);
  faults++;
  mprotect(area + offset / 4096 * 4096, 4096, PROT_READ | PROT_WRITE);
}
int main(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  struct sigaction sa;
  memset(&sa, 0, sizeof sa);
  sa.sa_sigaction = on_fault;
  sa.sa_flags = SA_SIGINFO;
  sigaction(SIGSEGV, &sa, NULL);
  area = mmap(NULL, 3 * 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  for (int i = 0; i < 3; i++) area[i * 4096 + i * 10] = 'a' + i;
  printf("%c%c%c %d\n", area[0], area[4096 + 10], area[2 * 4096 + 20], faults);
  mprotect(area, 4096, PROT_READ);
  area[1] = 'z';
  printf("%d\n", faults);
  int code = sigsetjmp(out, 1);
  if (code == 0) *(volatile int *)16 = 1;
  printf("back with %d\n", code);
  return 0;
}
