/* Shared memory between processes: attach counts, removal while in use, read-only, errors. */
#include "hosted.h"
#include <sys/ipc.h>
#include <sys/shm.h>
static void fault(int sig, siginfo_t *si, void *uc) { SAY("fault, code %d\n", si->si_code); _exit(3); }
int main(void) {
  int id = shmget(IPC_PRIVATE, 10000, IPC_CREAT | 0600);
  struct shmid_ds ds;
  int *a = shmat(id, 0, 0);
  TRY(shmctl(id, IPC_STAT, &ds));
  SAY("size %zu, attached %ld, mode %o, creator %d, last %d\n", ds.shm_segsz, (long)ds.shm_nattch, ds.shm_perm.mode,
      ds.shm_cpid == getpid(), ds.shm_lpid == getpid());
  a[0] = 5;
  a[2499] = 7;
  if (fork() == 0) {
    shmctl(id, IPC_STAT, &ds);
    SAY("child sees %d, attached %ld\n", a[0], (long)ds.shm_nattch);
    int *b = shmat(id, 0, 0);
    b[1] = 6;
    shmctl(id, IPC_STAT, &ds);
    SAY("twice in the child: %ld\n", (long)ds.shm_nattch);
    TRY(shmdt(b));
    _exit(0);
  }
  wait(0);
  SAY("parent sees %d\n", a[1]);
  TRY(shmctl(id, IPC_RMID, 0));
  TRY(shmctl(id, IPC_STAT, &ds));
  SAY("mode %o, key %d\n", ds.shm_perm.mode, ds.shm_perm.__key);
  int *c = shmat(id, 0, SHM_RDONLY);
  SAY("still there: %d\n", c[2499]);
  if (fork() == 0) {
    struct sigaction sa = {.sa_sigaction = fault, .sa_flags = SA_SIGINFO};
    sigaction(SIGSEGV, &sa, 0);
    c[0] = 1;
    _exit(0);
  }
  int status;
  wait(&status);
  SAY("%x\n", status);
  TRY(mprotect(c, 4096, PROT_READ | PROT_WRITE));
  TRY(shmdt(c));
  TRY(shmdt(a));
  TRY(shmctl(id, IPC_STAT, &ds));
  TRY(shmget(0x1234567, 100, 0600));
  int key = shmget(0x1234567, 100, IPC_CREAT | 0600);
  TRY(shmget(0x1234567, 100, IPC_CREAT | IPC_EXCL | 0600));
  TRY(shmget(0x1234567, 101, 0600));
  SAY("same %d\n", shmget(0x1234567, 0, 0) == key);
  TRY(shmget(IPC_PRIVATE, 0, 0600));
  TRY(shmat(-1, 0, 0));
  TRY(shmat(key, (void *)0x123, 0));
  TRY(shmat(key, 0, SHM_REMAP));
  TRY(shmdt((void *)0x1000));
  TRY(shmctl(key, 77, 0));
  TRY(shmctl(key, IPC_SET, 0));
  char *fixed = mmap(0, 8192, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  munmap(fixed, 8192);
  SAY("where asked: %d\n", shmat(key, fixed + 1, SHM_RND) == fixed);
  SAY("taken: %d\n", (int)(long)shmat(key, fixed, 0));
  SAY("replaced: %d\n", shmat(key, fixed, SHM_REMAP) == fixed);
  TRY(shmctl(key, IPC_RMID, 0));
  return 0;
}
