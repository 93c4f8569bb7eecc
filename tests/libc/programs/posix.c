// Processes, signals, jumps, directories, options, patterns: what POSIX adds.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <getopt.h>
#include <glob.h>
#include <libgen.h>
#include <regex.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int got;
static jmp_buf env;
static void handler(int sig) { got = sig; }
static void jump(int sig) { siglongjmp(env, sig); }
static void goodbye(void) { puts("goodbye"); }
static int by_int(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static void match(const char *pattern, const char *text, int flags) {
  regex_t re;
  regmatch_t m[4];
  int r = regcomp(&re, pattern, flags);
  printf("%s: %d", pattern, r);
  if (!r) {
    r = regexec(&re, text, 4, m, 0);
    printf(" %d", r);
    for (int i = 0; !r && i < 4; i++) printf(" (%d,%d)", m[i].rm_so, m[i].rm_eo);
    regfree(&re);
  }
  puts("");
}

int main(int argc, char **argv) {
  int status, v[] = { 5, 3, 9, 1, 7, 3 };
  atexit(goodbye);
  signal(SIGUSR1, handler);
  raise(SIGUSR1);
  printf("%d\n", got);
  signal(SIGSEGV, jump);
  if (!(status = sigsetjmp(env, 1))) *(volatile int *)8 = 1;
  printf("jumped %d\n", status);
  fflush(stdout);
  pid_t pid = fork();
  if (!pid) _exit(42);
  waitpid(pid, &status, 0);
  printf("%d\n", WEXITSTATUS(status));
  char *sh[] = { "sh", "-c", "exit 9", 0 };
  char *none[] = { "NONE=1", 0 };
  printf("%d ", posix_spawnp(&pid, "sh", 0, 0, sh, none));
  waitpid(pid, &status, 0);
  printf("%d %d\n", WEXITSTATUS(status), posix_spawn(&pid, "/no/such", 0, 0, sh, none));
  printf("%d\n", WEXITSTATUS(system("exit 5")));
  qsort(v, 6, sizeof *v, by_int);
  for (int i = 0; i < 6; i++) printf("%d ", v[i]);
  int key = 7;
  printf("%td\n", (int *)bsearch(&key, v, 6, sizeof *v, by_int) - v);
  setenv("A_NEW", "value", 1);
  printf("%s %p\n", getenv("A_NEW"), getenv("A_NEWER"));
  printf("%d %d %d %d\n", fnmatch("*.c", "x.c", 0), fnmatch("[a-c]?[!x]", "bqy", 0), fnmatch("*", ".x", FNM_PERIOD),
         fnmatch("a/*", "a/b/c", FNM_PATHNAME));
  match("a(b*)c", "xxabbbcx", REG_EXTENDED);
  match("(a|ab)(c|bcd)(d*)", "abcd", REG_EXTENDED);
  match("^[[:alpha:]]+[0-9]{2,3}$", "abc123", REG_EXTENDED);
  match("\\(x\\)\\1", "axxb", 0);
  match("a|b|c+", "zccc", REG_EXTENDED);
  match("(", "", REG_EXTENDED);
  match("[a", "", 0);
  match("x*", "", 0);
  match("HELLO", "say hello", REG_ICASE);
  char *words[] = { "prog", "-a", "file", "-bval", "--long=7", "--flag", "other", "--", "-z", 0 };
  struct option longs[] = { { "long", required_argument, 0, 'L' }, { "flag", no_argument, 0, 'F' }, { 0 } };
  for (int c; (c = getopt_long(9, words, "ab:", longs, 0)) != -1;) printf("%c=%s ", c, optarg ? optarg : "");
  for (int i = optind; i < 9; i++) printf("[%s]", words[i]);
  puts("");
  char path[] = "/usr/lib/x.so", path2[] = "/usr/lib/x.so";
  printf("%s %s\n", dirname(path), basename(path2));
  char dir[] = "/tmp/trapdoor-XXXXXX";
  if (!mkdtemp(dir) || chdir(dir)) return 1;
  close(open("b.txt", O_CREAT | O_WRONLY, 0644));
  close(open("a.txt", O_CREAT | O_WRONLY, 0644));
  mkdir("sub", 0755);
  glob_t g;
  glob("*.txt", 0, 0, &g);
  for (size_t i = 0; i < g.gl_pathc; i++) printf("%s ", g.gl_pathv[i]);
  globfree(&g);
  struct dirent **list;
  int n = scandir(".", &list, 0, alphasort);
  for (int i = 0; i < n; i++) printf("%s/%d ", list[i]->d_name, list[i]->d_type);
  puts("");
  char *real = realpath("sub/../a.txt", 0);
  printf("%s\n", real + strlen(dir));
  int fd = open("a.txt", O_RDWR);
  ftruncate(fd, 4096);
  char *map = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  strcpy(map, "mapped");
  char got_text[7];
  pread(fd, got_text, 7, 0);
  printf("%s %ld\n", got_text, (long)lseek(fd, 0, SEEK_END));
  unlink("a.txt");
  unlink("b.txt");
  rmdir("sub");
  chdir("/");
  rmdir(dir);
  errno = 0;
  printf("%d %d\n", open("/no/such/file", O_RDONLY), errno);
  printf("%d %s\n", argc, argv[1] ? argv[1] : "none");
  return 0;
}
