/* Trees and tables, walks, names of hosts, contexts, words, semaphores by name, locks between processes. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <net/if.h>
#include <netdb.h>
#include <pthread.h>
#include <sched.h>
#include <search.h>
#include <semaphore.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/queue.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <tgmath.h>
#include <ucontext.h>
#include <unistd.h>
#include <wordexp.h>

static int by_value(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int by_name(const void *a, const void *b) { return strcmp(a, b); }
static int previous = -1, sorted = 1;
static void in_order(const void *node, VISIT when, int depth) {
  (void)depth;
  if (when != postorder && when != leaf) return;
  int n = **(int *const *)node;
  sorted &= n > previous;
  previous = n;
}

static void keep(void *p) { (void)p; }

static void trees(void) {
  static int v[200];
  void *root = 0;
  int wanted = 77, absent = 1000;
  for (int i = 0; i < 200; i++) {
    v[i] = i * 71 % 200;
    int *had = *(int **)tsearch(&v[i], &root, by_value);
    if (*had != v[i]) puts("tsearch gave another");
  }
  printf("tfind %d %d\n", **(int **)tfind(&wanted, &root, by_value), tfind(&absent, &root, by_value) == 0);
  for (int i = 0; i < 200; i += 3) tdelete(&i, &root, by_value);
  twalk(root, in_order);
  printf("walk in order %d, last %d\n", sorted, previous);
  tdestroy(root, keep);

  hcreate(50);
  static char names[50][8];
  for (long i = 0; i < 50; i++) {
    sprintf(names[i], "key%ld", i);
    hsearch((ENTRY){ names[i], (void *)i }, ENTER);
  }
  ENTRY *e = hsearch((ENTRY){ "key31", 0 }, FIND);
  printf("hsearch %ld %d\n", (long)e->data, hsearch((ENTRY){ "none", 0 }, FIND) == 0);
  hdestroy();

  char table[4][8] = { "one", "two" };
  size_t n = 2;
  lsearch("three", table, &n, sizeof *table, by_name);
  lsearch("two", table, &n, sizeof *table, by_name);
  printf("lsearch %zu %s %d\n", n, table[2], lfind("four", table, &n, sizeof *table, by_name) == 0);
}

struct item {
  int n;
  TAILQ_ENTRY(item) links;
};
static TAILQ_HEAD(items, item) items = TAILQ_HEAD_INITIALIZER(items);
static void queues(void) {
  struct item v[5], *e;
  for (int i = 0; i < 5; i++) {
    v[i].n = i;
    if (i & 1) TAILQ_INSERT_HEAD(&items, &v[i], links);
    else TAILQ_INSERT_TAIL(&items, &v[i], links);
  }
  TAILQ_REMOVE(&items, &v[2], links);
  TAILQ_FOREACH(e, &items, links) printf("%d ", e->n);
  TAILQ_FOREACH_REVERSE(e, &items, items, links) printf("%d ", e->n);
  puts("");
}

static char seen[8][64];
static int seen_count;
static int look(const char *path, const struct stat *st, int kind, struct FTW *at) {
  snprintf(seen[seen_count++], 64, "%s %s kind %d level %d size %ld", path, path + at->base, kind, at->level, kind == FTW_F ? (long)st->st_size : 0L);
  return 0;
}
static void walks(void) {
  mkdir("walk", 0700);
  mkdir("walk/in", 0700);
  FILE *f = fopen("walk/in/file", "w");
  fputs("12345", f);
  fclose(f);
  symlink("nowhere", "walk/link");
  for (int depth = 0; depth < 2; depth++) {
    seen_count = 0;
    int bad = nftw("walk", look, 10, depth ? FTW_DEPTH : FTW_PHYS);
    qsort(seen, seen_count, 64, (int (*)(const void *, const void *))strcmp);
    printf("nftw %d\n", bad);
    for (int i = 0; i < seen_count; i++) printf("  %s\n", seen[i]);
  }
  unlink("walk/in/file");
  unlink("walk/link");
  rmdir("walk/in");
  rmdir("walk");
}

static void hosts(void) {
  struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST }, *list;
  const char *names[] = { "127.0.0.1", "::1", "10.1.2.3", "not an address" };
  for (int i = 0; i < 4; i++) {
    int error = getaddrinfo(names[i], "8080", &hints, &list);
    if (error) {
      printf("%s: %s\n", names[i], gai_strerror(error));
      continue;
    }
    char host[64], port[16];
    getnameinfo(list->ai_addr, list->ai_addrlen, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
    printf("%s %s %d %d %d\n", host, port, list->ai_family, list->ai_protocol, list->ai_next == 0);
    freeaddrinfo(list);
  }
  printf("%d %s\n", getaddrinfo(0, 0, &hints, &list), gai_strerror(EAI_SERVICE));
  struct hostent *h = gethostbyname("192.0.2.7");
  printf("%s %d %s\n", h->h_name, h->h_length, inet_ntoa(*(struct in_addr *)h->h_addr));
}

static ucontext_t home, other;
static void routine(int a, int b, int c, int d, int e, int f, int g) {
  printf("in: %d\n", a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7);
  swapcontext(&other, &home);
  puts("in again");
}
static void contexts(void) {
  static char stack[64 << 10];
  getcontext(&other);
  other.uc_stack.ss_sp = stack;
  other.uc_stack.ss_size = sizeof stack;
  other.uc_link = &home;
  makecontext(&other, (void (*)(void))routine, 7, 1, 2, 3, 4, 5, 6, 7);
  volatile int round = 0;
  swapcontext(&home, &other);
  printf("out %d\n", ++round);
  if (round < 2) swapcontext(&home, &other);
  printf("done %d\n", round);
}

static void words(void) {
  wordexp_t w;
  setenv("WORD", "two words", 1);
  const char *cases[] = { "a 'b c' \"d$WORD\" $WORD", "$(echo x y) ~", "a|b", "'open", "`echo no`" };
  for (int i = 0; i < 5; i++) {
    setenv("HOME", "/home/me", 1);
    int bad = wordexp(cases[i], &w, i == 4 ? WRDE_NOCMD : 0);
    printf("wordexp %d:", bad);
    for (size_t k = 0; !bad && k < w.we_wordc; k++) printf(" [%s]", w.we_wordv[k]);
    puts("");
    if (!bad) wordfree(&w);
  }
}

struct shared {
  pthread_mutex_t lock;
  pthread_cond_t change;
  sem_t done;
  int count;
};
static void processes(void) {
  struct shared *s = mmap(0, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t ma;
  pthread_condattr_t ca;
  pthread_mutexattr_init(&ma);
  pthread_mutexattr_setpshared(&ma, PTHREAD_PROCESS_SHARED);
  pthread_condattr_init(&ca);
  pthread_condattr_setpshared(&ca, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&s->lock, &ma);
  pthread_cond_init(&s->change, &ca);
  sem_init(&s->done, 1, 0);
  fflush(stdout);
  pid_t pid = fork();
  if (pid == 0) {
    for (int i = 0; i < 3; i++) {
      pthread_mutex_lock(&s->lock);
      s->count++;
      pthread_cond_signal(&s->change);
      pthread_mutex_unlock(&s->lock);
    }
    usleep(1000);
    sem_post(&s->done);
    _exit(0);
  }
  pthread_mutex_lock(&s->lock);
  while (s->count < 3) pthread_cond_wait(&s->change, &s->lock);
  pthread_mutex_unlock(&s->lock);
  sem_wait(&s->done);
  waitpid(pid, 0, 0);
  printf("shared count %d\n", s->count);
}

static void named(void) {
  char name[64];
  sprintf(name, "/trapdoor-%d", (int)getpid());
  sem_t *s = sem_open(name, O_CREAT | O_EXCL, 0600, 2), *same = sem_open(name, 0);
  int value;
  if (s == SEM_FAILED) {
    puts("no /dev/shm");
    return;
  }
  sem_wait(s);
  sem_getvalue(same, &value);
  printf("named %d", value);
  printf(" %d", sem_open(name, O_CREAT | O_EXCL, 0600, 2) == SEM_FAILED && errno == EEXIST);
  sem_unlink(name);
  printf(" %d\n", sem_open(name, 0) == SEM_FAILED && errno == ENOENT);
  sem_close(same);
  sem_close(s);
}

static void before(void) { puts("before"); }
static void parent(void) { puts("parent"); }
static void child(void) { puts("child"); fflush(stdout); }
static int on_clone(void *arg) { return *(int *)arg + 1; }
static void forks(void) {
  pthread_atfork(before, parent, child);
  fflush(stdout);
  pid_t pid = fork();
  if (pid == 0) _exit(0);
  waitpid(pid, 0, 0);
  char *stack = malloc(65536);
  int arg = 41, status;
  pid = clone(on_clone, stack + 65536, SIGCHLD | CLONE_VM, &arg);
  waitpid(pid, &status, 0);
  printf("clone %d\n", WEXITSTATUS(status));
}

int main(void) {
  trees();
  queues();
  walks();
  hosts();
  contexts();
  words();
  processes();
  named();
  forks();
  float half = 0.5f;
  long double big = 2;
  printf("tgmath %zu %zu %zu %g\n", sizeof sqrt(half), sizeof pow(half, big), sizeof sin(1), (double)fmax(1, half));
  printf("sizes %zu %zu %zu\n", sizeof(struct seccomp_data), sizeof(struct sock_filter), offsetof(struct seccomp_notif, data));
  printf("%d %d %x\n", PTRACE_O_TRACESYSGOOD, PTRACE_SETOPTIONS, AUDIT_ARCH_X86_64);
  printf("dlopen %d\n", dlopen("libnothing.so", RTLD_NOW) == 0);
  return 0;
}
