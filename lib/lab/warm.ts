import type { RunRequest } from './types';

/*
 * Programs of nothing. The first programs that a Worker runs take several times as long as later ones, since all that
 * makes and runs them is compiled on the way: some of these are run before somebody waits. Those in C have as much of the
 * language as most programs have, in a few lines, so that little of the compiler is met for the first time later; and they
 * differ, or the engine would take what one of them does for all that there is.
 */

const SOME_C = String.raw`
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#define COUNT(a) (sizeof(a) / sizeof *(a))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#if defined(COUNT) && !defined(NEVER)
enum kind { PLAIN, FANCY = 4, LAST };
#endif
typedef struct pair { int key; double value; struct pair *next; } pair;
static const char *const names[] = { "one", "two", [3] = "four" };
static unsigned char table[16] = { 1, 2, 3 };
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int sum(const int *v, int n) { int s = 0; for (int i = 0; i < n; i++) if (v[i] % 3 != 1) s += v[i] * 2; else s -= v[i] / 7; return s; }
static double mean(pair *p) { double s = 0; int n = 0; for (; p; p = p->next, n++) s += p->value; return n ? s / n : 0; }
static int depth(const pair *p) { if (!p) return 0; int d = depth(p->next); return 1 + MAX(d, 1); }
static void product(double a[2][2], double b[2][2], double c[2][2]) {
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++) { c[i][j] = 0; for (int k = 0; k < 2; k++) c[i][j] += a[i][k] * b[k][j]; }
}
static long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
int main(int argc, char **argv) {
  int v[5] = { 5, 1, 3 };
  double a[2][2] = { { 1, 2 }, { 3, 4 } }, c[2][2];
  pair *p = NULL;
  for (int i = 0; i < 2; i++) {
    pair *q = malloc(sizeof *q);
    if (!q) { perror("malloc"); exit(1); }
    *q = (pair){ i, i / 2.0, p };
    p = q;
  }
  product(a, a, c);
  qsort(v, COUNT(v), sizeof v[0], compare);
  char line[64], *end;
  unsigned h = 5381;
  unsigned long long wide = 1;
  for (char *s = argv[0]; *s; s++) h = h * 33 ^ (unsigned char)*s, wide <<= 1;
  while (argc > 1 && h & 1) { h >>= 1; if (h == 7) break; else continue; }
  do { table[h & 15]++; h >>= 1; } while (h > 1000 && wide);
  switch (h & 7) { case 0: v[0]--; break; case 1: case 2: v[2] |= 4; break; default: v[1] = -v[1]; }
  enum kind k = h > 9 ? FANCY : PLAIN;
  int n = snprintf(line, sizeof line, "%d %g %u %s %c %ld %5.2f\n", sum(v, 5), mean(p), h, names[0], 'x', fib(3), c[1][1]);
  for (pair *q = p; q; q = p) { p = q->next; free(q); }
  if (n < 0 || strcmp(line, "x") == 0 || k == LAST) return 2;
  long t = strtol(line, &end, 10) + (long)strlen(end) + depth(p);
  memset(line, 0, sizeof line);
  if (write(1, line, 0) < 0 && errno == EINTR) puts("again");
  return t == -1L || (float)t > 1e6f;
}
`;

const MORE_C = String.raw`
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#define SIZE 8
#define CHECK(x) do { if ((x) < 0) { perror(#x); exit(EXIT_FAILURE); } } while (0)
union word { uint32_t whole; uint8_t bytes[4]; struct { unsigned low : 4, high : 12, rest : 16; } bits; };
struct point { int x, y; };
struct shape { const char *name; struct point at[2]; int (*area)(const struct shape *); };
struct buffer { char *data; size_t length, room; };
typedef enum { RED, GREEN = 3, BLUE } colour;
static volatile sig_atomic_t caught;
static int calls;
static void on_signal(int number) { caught = number; }
static struct point add(struct point a, struct point b) { return (struct point){ .x = a.x + b.x, .y = a.y + b.y }; }
static int box(const struct shape *s) { struct point d = add(s->at[1], (struct point){ -s->at[0].x, -s->at[0].y }); return d.x * d.y; }
static int half(const struct shape *s) { return box(s) / 2; }
static int total(int count, ...) {
  va_list list;
  int sum = 0;
  va_start(list, count);
  while (count-- > 0) sum += va_arg(list, int);
  va_end(list);
  return sum;
}
static void append(struct buffer *b, const char *text) {
  size_t more = strlen(text);
  if (b->length + more + 1 > b->room) {
    b->room = (b->length + more + 1) * 2;
    char *grown = realloc(b->data, b->room);
    if (grown == NULL) { free(b->data); exit(1); }
    b->data = grown;
  }
  memcpy(b->data + b->length, text, more + 1);
  b->length += more;
}
static const char *name_of(colour c) {
  switch (c) { case RED: return "red"; case GREEN: return "green"; case BLUE: return "blue"; }
  return "?";
}
static uint64_t mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  return z ^ (z >> 31) ^ (z % 10 == 0 ? ~z : z / 10);
}
static bool search(const int *sorted, int n, int wanted, int *where) {
  int low = 0, high = n - 1;
  while (low <= high) {
    int middle = low + (high - low) / 2;
    if (sorted[middle] == wanted) { *where = middle; return true; }
    if (sorted[middle] < wanted) low = middle + 1; else high = middle - 1;
  }
  return false;
}
static int parse(const char *text, char **words, int most) {
  static char copy[32];
  int n = 0;
  strncpy(copy, text, sizeof copy - 1);
  for (char *word = strtok(copy, " "); word && n < most; word = strtok(NULL, " ")) words[n++] = word;
  calls++;
  return n;
}
int main(void) {
  static const struct shape shapes[] = { { "box", { { 0, 0 }, { 3, 4 } }, box }, { .name = "half", .at = { [1] = { 2, 2 } }, .area = half } };
  union word w = { .whole = 0x12345678u };
  struct buffer b = { 0 };
  char *words[4];
  int grid[SIZE][SIZE], found = -1, sum = 0;
  double mean = 0.0;
  float scale = 1.5f;
  for (int i = 0; i < SIZE; ++i)
    for (int j = SIZE - 1; j >= 0; j--) grid[i][j] = (i << 3) | j;
  for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) sum += shapes[i].area(&shapes[i]);
  for (int *p = grid[0], *end = p + SIZE * SIZE; p != end; p++) mean += *p * scale;
  mean /= SIZE * SIZE;
  append(&b, "some words");
  append(&b, name_of(sum > 3 ? GREEN : BLUE));
  if (!search(grid[2], SIZE, 19, &found) || found != 3) goto failed;
  if (parse(b.data, words, 4) != 2 || strcmp(words[0], "some") || !strchr(words[1], 'g')) goto failed;
  sum += total(3, w.bytes[0], (int)w.bits.high, found) + (int)(mix(sum) & 0xff) - (mean > 40.0 && mean <= 50);
  struct sigaction action = { .sa_handler = on_signal };
  sigemptyset(&action.sa_mask);
  CHECK(sigaction(SIGUSR1, &action, NULL));
  raise(SIGUSR1);
  struct timespec now;
  CHECK(clock_gettime(CLOCK_MONOTONIC, &now));
  int fd = open("/dev/null", O_WRONLY | O_CREAT, 0644), ends[2], status = 0;
  struct stat st;
  CHECK(fd);
  CHECK(fstat(fd, &st));
  if (write(fd, b.data, b.length) != (ssize_t)b.length) goto failed;
  close(fd);
  CHECK(pipe(ends));
  pid_t child = fork();
  CHECK(child);
  if (child == 0) { write(ends[1], "x", 1); _exit(caught == SIGUSR1 ? 0 : 3); }
  char got = 0;
  while (read(ends[0], &got, 1) == 0) continue;
  CHECK(waitpid(child, &status, 0));
  FILE *file = fopen("/dev/null", "w");
  if (file) { fprintf(file, "%s %d %lu %x %.3f\n", b.data, sum, (unsigned long)now.tv_nsec, w.whole, mean); fclose(file); }
  free(b.data);
  return WIFEXITED(status) ? WEXITSTATUS(status) : got != 'x';
failed:
  fprintf(stderr, "failed: %d\n", calls);
  return 1;
}
`;

const program = (source: RunRequest['program']): RunRequest => ({
  program: source,
  tty: true,
  limits: { output: 1 << 10, traceRows: 100 },
});

/** What a Worker can be got ready for. */
export type ProgramKind = 'asm' | 'c';

export const NOTHING: Readonly<Record<ProgramKind, readonly RunRequest[]>> = {
  asm: [
    program({ asm: '.globl _start\n_start: mov $231, %eax\nxor %edi, %edi\nsyscall\n', name: 'nothing.s' }),
  ],
  c: [program({ c: SOME_C, name: 'nothing.c' }), program({ c: MORE_C, name: 'nothing.c' })],
};
