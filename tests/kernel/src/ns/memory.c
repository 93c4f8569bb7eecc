/* The memory of a private mount is free again once nobody can reach it: by the end of its namespace in many ways. Needs namespaces. */
#include "hosted.h"
#include <sys/mount.h>
enum { FILE_SIZE = 32 << 20, ROUNDS = 3 };
static long shmem(void) {
  char line[200];
  long kb = -1;
  FILE *f = fopen("/proc/meminfo", "r");
  while (fgets(line, sizeof line, f)) sscanf(line, "Shmem: %ld", &kb);
  fclose(f);
  return kb;
}
/* What others keep there is not ours: half a file more than `first` is. */
static int more(long first) { return shmem() - first > FILE_SIZE >> 11; }
static int stays(long first) {
  for (int tries = 0; tries < 1000 && more(first); tries++) nap(10);
  return more(first);
}
/* A filesystem with one large file, left open at `fd`. */
static int fill(void) {
  static char block[1 << 20] = "block";
  mkdir("there", 0700);
  if (mount("none", "/", 0, MS_REC | MS_PRIVATE, 0) || mount("mine", "there", "tmpfs", 0, 0)) SAY("mount: %s\n", strerrorname_np(errno));
  int fd = open("there/large", O_CREAT | O_RDWR, 0600);
  for (int i = 0; i < FILE_SIZE; i += sizeof block) write(fd, block, sizeof block);
  return fd;
}
static int alone(void) { return unshare(CLONE_NEWNS), fill(); }
static void ended(void) { close(alone()); }
static void open_file(void) { alone(); }
static void working_directory(void) { close(alone()), chdir("there"); }
static void mapped(void) {
  char *at = mmap(0, FILE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, alone(), 0);
  at[0] = 1;
}
static void bound(void) {
  close(alone());
  mkdir("there/sub", 0700);
  mount("there", "there/sub", 0, MS_BIND, 0);
}
static void detached(void) {
  int fd = alone();
  umount2("there", MNT_DETACH);
  if (write(fd, "x", 1) != 1) SAY("a detached file cannot be written\n");
}
static void detached_then_closed(void) {
  long first = shmem();
  detached();
  for (int fd = 3; fd < 20; fd++) close(fd);
  if (stays(first)) SAY("what was detached stays after its last file\n");
}
static void left_for_another(void) { close(alone()), unshare(CLONE_NEWNS), umount("there"); }
static void left_by_setns(void) {
  int old = open("/proc/self/ns/mnt", O_RDONLY);
  close(alone());
  if (setns(old, CLONE_NEWNS)) SAY("setns: %s\n", strerrorname_np(errno));
}
static void by_a_grandchild(void) {
  close(alone());
  if (fork() == 0) nap(5), _exit(0);
}
static void killed(void) { close(alone()), raise(SIGKILL); }
/* The parent holds the namespace by a file while its only process ends. */
static void held(void (*make)(void)) {
  int go[2], made[2];
  long first = shmem();
  pipe(go), pipe(made);
  pid_t pid = fork();
  if (pid == 0) {
    make(), write(made[1], "x", 1), read(go[0], &(char){0}, 1);
    _exit(0);
  }
  char path[40], one;
  read(made[0], &one, 1);
  sprintf(path, "/proc/%d/ns/mnt", pid);
  int file = open(path, O_RDONLY);
  write(go[1], "x", 1), waitpid(pid, 0, 0);
  if (!more(first)) SAY("held by a file, it is not there\n");
  close(file);
  for (int i = 0; i < 2; i++) close(go[i]), close(made[i]);
}
int main(void) {
  static const struct { const char *name; void (*make)(void); } ways[] = {
    {"ended", ended}, {"open file", open_file}, {"working directory", working_directory}, {"mapped", mapped},
    {"bound", bound}, {"detached", detached}, {"detached, then closed", detached_then_closed},
    {"left for another", left_for_another}, {"left by setns", left_by_setns}, {"by a grandchild", by_a_grandchild},
    {"killed", killed}};
  long first = shmem();
  for (size_t i = 0; i <= sizeof ways / sizeof *ways; i++) {
    int last = i == sizeof ways / sizeof *ways;
    for (int round = 0; round < ROUNDS; round++) {
      if (last) { held(ended); continue; }
      pid_t pid = fork();
      if (pid == 0) ways[i].make(), _exit(0);
      waitpid(pid, 0, 0);
    }
    SAY("%s: %s\n", last ? "held by a file" : ways[i].name, stays(first) ? "kept" : "freed");
    first = shmem();
  }
  rmdir("there");
}
