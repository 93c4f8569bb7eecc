// Memory that nobody else can look into: memfd_secret.
#include "hosted.h"

#include <sys/uio.h>

int main(void) {
  SAY("%d\n", (int)syscall(SYS_memfd_secret, 1) == -1 && errno == EINVAL);
  int fd = syscall(SYS_memfd_secret, O_CLOEXEC);
  if (fd < 0) {
    SAY("no secrets: %s\n", strerrorname_np(errno));
    return 1;
  }
  struct stat st;
  fstat(fd, &st);
  SAY("cloexec %d, mode %o, size %ld, nlink %d\n", fcntl(fd, F_GETFD), st.st_mode, (long)st.st_size, (int)st.st_nlink);
  SAY("flags %x, seals %d %s\n", fcntl(fd, F_GETFL), fcntl(fd, F_GET_SEALS), strerrorname_np(errno));
  char byte = 1;
  TRY(read(fd, &byte, 1));
  TRY(write(fd, &byte, 1));
  TRY(lseek(fd, 0, SEEK_END));
  TRY(ftruncate(fd, 8192));
  TRY(ftruncate(fd, 4096));
  TRY(fallocate(fd, 0, 0, 4096));
  TRY(mmap(0, 4096, PROT_READ, MAP_PRIVATE, fd, 0) == MAP_FAILED ? -1 : 0);
  char *secret = mmap(0, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (secret == MAP_FAILED) return 2;
  SAY("fresh %d\n", secret[5000]);
  strcpy(secret, "quiet");
  // The kernel copies for its owner.
  int pipes[2];
  pipe(pipes);
  TRY(write(pipes[1], secret, 6));
  TRY(read(pipes[0], secret + 4096, 6));
  SAY("%s\n", secret + 4096);
  // Nobody else does.
  char copy[8];
  struct iovec to = {copy, 6}, from = {secret, 6};
  TRY(process_vm_readv(getpid(), &to, 1, &from, 1, 0));
  int mem = open("/proc/self/mem", O_RDONLY);
  TRY(pread(mem, copy, 6, (off_t)secret));
  TRY(mprotect(secret, 4096, PROT_READ));
  pid_t child = fork();
  if (child == 0) _exit(strcmp(secret, "quiet"));
  reap(child);
  char line[256], path[64], name[64] = "";
  FILE *maps = fopen("/proc/self/maps", "r");
  sprintf(path, "%lx", (long)secret);
  while (maps && fgets(line, sizeof line, maps))
    if (!strncmp(line, path, strlen(path))) SAY("maps %s", strchr(line, '/'));
  sprintf(path, "/proc/self/fd/%d", fd);
  readlink(path, name, sizeof name - 1);
  SAY("name %s\n", name);
  TRY(munmap(secret, 8192));
  return 0;
}
