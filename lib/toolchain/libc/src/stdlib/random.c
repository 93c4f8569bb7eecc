/* C11 7.22.2, random(3), drand48(3). random() is glibc's default generator: r[i] = r[i-3] + r[i-31], seeded by the minimal
   standard generator, the lowest bit dropped (P. Selinger, "The GLIBC random number generator"). */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include "../internal/lock.h"

/* degree and separation of the trinomials that the size of a state chooses */
static const struct {
  size_t bytes;
  int degree, separation;
} kinds[] = { { 8, 0, 0 }, { 32, 7, 3 }, { 64, 15, 1 }, { 128, 31, 3 }, { 256, 63, 1 } };

static uint32_t words[32] = { 3 };
static uint32_t *state = words + 1;
static int kind = 3, front = 3, rear = 0, seeded;
static int lock;

static uint32_t step(void) {
  if (kind == 0) return state[0] = (state[0] * 1103515245U + 12345) & 0x7fffffff;
  uint32_t sum = state[front] += state[rear];
  int degree = kinds[kind].degree;
  if (++front == degree) front = 0;
  if (++rear == degree) rear = 0;
  return sum >> 1;
}

static void seed_state(unsigned seed) {
  int degree = kinds[kind].degree;
  seeded = 1;
  state[0] = seed ? seed : 1;
  if (kind == 0) return;
  int32_t word = (int32_t)state[0];
  for (int i = 1; i < degree; i++) {
    /* 16807 * word mod 2^31 - 1, without overflow (L. Schrage, 1979) */
    word = 16807 * (word % 127773) - 2836 * (word / 127773);
    if (word < 0) word += 2147483647;
    state[i] = (uint32_t)word;
  }
  front = kinds[kind].separation;
  rear = 0;
  for (int i = 0; i < 10 * degree; i++) step();
}

long random(void) {
  __lock(&lock);
  if (!seeded) seed_state(1);
  uint32_t r = step();
  __unlock(&lock);
  return (long)r;
}

void srandom(unsigned seed) {
  __lock(&lock);
  seed_state(seed);
  __unlock(&lock);
}

char *initstate(unsigned seed, char *to, size_t size) {
  if (size < 8) {
    errno = EINVAL;
    return 0;
  }
  if (!seeded) seed_state(1);
  char *old = (char *)(state - 1);
  state[-1] = (uint32_t)(kind + 5 * rear);
  for (kind = 4; kinds[kind].bytes > size; kind--);
  state = (uint32_t *)to + 1;
  seed_state(seed);
  state[-1] = (uint32_t)(kind + 5 * rear);
  return old;
}

char *setstate(char *to) {
  if (!seeded) seed_state(1);
  char *old = (char *)(state - 1);
  state[-1] = (uint32_t)(kind + 5 * rear);
  state = (uint32_t *)to + 1;
  kind = (int)(state[-1] % 5);
  rear = (int)(state[-1] / 5);
  if (kind) front = (rear + kinds[kind].separation) % kinds[kind].degree;
  return old;
}

int rand(void) { return (int)random(); }

void srand(unsigned seed) { srandom(seed); }

/* POSIX rand_r, with the constants that C11 7.22.2 shows, as glibc composes them. */
int rand_r(unsigned *seed) {
  unsigned next = *seed;
  int result;
  next = next * 1103515245 + 12345;
  result = (int)(next / 65536 % 2048);
  next = next * 1103515245 + 12345;
  result = result << 10 ^ (int)(next / 65536 % 1024);
  next = next * 1103515245 + 12345;
  result = result << 10 ^ (int)(next / 65536 % 1024);
  *seed = next;
  return result;
}

/* x' = a x + c mod 2^48 */
static uint64_t x48 = 0, a48 = 0x5deece66dUL, c48 = 0xb;
static unsigned short old48[3];

static uint64_t load48(const unsigned short x[3]) { return x[0] | (uint64_t)x[1] << 16 | (uint64_t)x[2] << 32; }

static void store48(unsigned short to[3], uint64_t x) {
  to[0] = (unsigned short)x;
  to[1] = (unsigned short)(x >> 16);
  to[2] = (unsigned short)(x >> 32);
}

static uint64_t step48(uint64_t x) { return (x * a48 + c48) & 0xffffffffffffUL; }

static uint64_t step_at(unsigned short x[3]) {
  uint64_t next = step48(load48(x));
  store48(x, next);
  return next;
}

double drand48(void) { return (double)(x48 = step48(x48)) * 0x1p-48; }

double erand48(unsigned short x[3]) { return (double)step_at(x) * 0x1p-48; }

long lrand48(void) { return (long)((x48 = step48(x48)) >> 17); }

long nrand48(unsigned short x[3]) { return (long)(step_at(x) >> 17); }

long mrand48(void) { return (int32_t)((x48 = step48(x48)) >> 16); }

long jrand48(unsigned short x[3]) { return (int32_t)(step_at(x) >> 16); }

void srand48(long seed) {
  x48 = (uint64_t)(uint32_t)seed << 16 | 0x330e;
  a48 = 0x5deece66dUL;
  c48 = 0xb;
}

unsigned short *seed48(unsigned short x[3]) {
  store48(old48, x48);
  x48 = load48(x);
  a48 = 0x5deece66dUL;
  c48 = 0xb;
  return old48;
}

void lcong48(unsigned short p[7]) {
  x48 = load48(p);
  a48 = load48(p + 3);
  c48 = p[6];
}

/* arc4random(3): the kernel's generator. */
void arc4random_buf(void *to, size_t n) {
  char *p = to;
  while (n) {
    ssize_t got = getrandom(p, n, 0);
    if (got < 0) abort();
    p += got;
    n -= (size_t)got;
  }
}

unsigned arc4random(void) {
  unsigned r;
  arc4random_buf(&r, sizeof r);
  return r;
}

unsigned arc4random_uniform(unsigned limit) {
  if (limit < 2) return 0;
  unsigned r, least = -limit % limit;
  do r = arc4random();
  while (r < least);
  return r % limit;
}
