// A shared anonymous mapping seen by parent and child; a private one that is not.
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(void) {
  int *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int *private = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED || private == MAP_FAILED) return perror("mmap"), 1;
  shared[0] = private[0] = 1;
  for (int i = 0; i < 4; i++) {
    pid_t pid = fork();
    if (pid == 0) { shared[i + 1] = i * i; private[0] = 50 + i; shared[0] += 1; _exit(private[0]); }
    int status;
    waitpid(pid, &status, 0);
    printf("child %d: %d\n", i, WEXITSTATUS(status));
  }
  printf("%d %d:", shared[0], private[0]);
  for (int i = 1; i < 5; i++) printf(" %d", shared[i]);
  printf("\n%d %d\n", munmap(shared, 4096), munmap(private, 4096));
  return 0;
}
