// /proc/[pid]/mem: a process's memory as a file.
#include "hosted.h"
#include <sys/ptrace.h>

static char text[] = "some text";
static const char constant[4096] __attribute__((aligned(4096))) = "constant";

int main(void) {
  char buffer[64] = "";
  int fd = TRY(open("/proc/self/mem", O_RDWR)) >= 0 ? 3 : -1;
  TRY(pread(fd, buffer, 9, (uintptr_t)text));
  SAY("%s\n", buffer);
  TRY(pwrite(fd, "SOME", 4, (uintptr_t)text));
  SAY("%s\n", text);
  // What is read-only is written all the same, on a copy.
  TRY(pwrite(fd, "CONST", 5, (uintptr_t)constant));
  SAY("%.8s\n", *(const char *volatile *)&(const char *){constant});
  TRY(pread(fd, buffer, 8, 16));
  TRY(pwrite(fd, buffer, 8, 16));
  SAY("at address 16: %d\n", lseek(fd, 16, SEEK_SET) == 16);
  TRY(read(fd, buffer, 1));
  SAY("text: %d\n", lseek(fd, (uintptr_t)text, SEEK_SET) == (long)text);
  TRY(read(fd, buffer, 4));
  SAY("moved: %d\n", lseek(fd, 0, SEEK_CUR) == (long)text + 4);
  TRY(lseek(fd, 0, SEEK_END));
  TRY(read(fd, 0, 0));
  TRY(syscall(SYS_read, fd, 8, 4));

  char *two = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(two + 4096, 4096);
  TRY(pread(fd, buffer, 64, (uintptr_t)two + 4096 - 10));
  mprotect(two, 4096, PROT_NONE);
  TRY(pread(fd, buffer, 10, (uintptr_t)two));

  pid_t child = fork();
  if (child == 0) {
    ptrace(PTRACE_TRACEME);
    raise(SIGSTOP);
    _exit(text[0]);
  }
  waitpid(child, 0, 0);
  char name[32];
  sprintf(name, "/proc/%d/mem", child);
  int other = open(name, O_RDWR);
  TRY(pwrite(other, "A", 1, (uintptr_t)text));
  TRY(pread(other, buffer, 4, (uintptr_t)text));
  SAY("%.4s here %.4s\n", buffer, text);
  ptrace(PTRACE_CONT, child, 0, 0);
  reap(child);
  TRY(pread(other, buffer, 4, (uintptr_t)text));
  struct stat status;
  fstat(fd, &status);
  SAY("mode %o size %ld\n", status.st_mode, (long)status.st_size);
  return 0;
}
