/* Data of every section and size, pointers, structures, atomics and strings. */
typedef unsigned char u8;
typedef unsigned long u64;

struct node {
  char tag;
  short half;
  int word;
  long quad;
  u8 bytes[7];
  struct node *next;
};

static const char digits[] = "0123456789abcdef\t\"quoted\"\n\377";
char line[64];
int counter = 5;
static int table[16] = {1, 2, 3, 4, 5, 6, 7, 8};
long squares[1000];
struct node head = {1, 2, 3, 4, {5}, &head};
const u64 constants[] = {1, ~0ul, 0x8000000000000000ul};
int *const pointer = &table[3];
static _Alignas(64) char aligned[100];
int (*indirect)(int *, int);

void *memset(void *d, int c, u64 n) {
  u8 *p = d;
  while (n--) *p++ = c;
  return d;
}
void *memcpy(void *d, const void *s, u64 n) {
  u8 *p = d;
  const u8 *q = s;
  while (n--) *p++ = *q++;
  return d;
}
int atomics(int *p, int v) {
  return __atomic_fetch_add(p, v, 5) + __atomic_exchange_n(p, 3, 5) + __atomic_compare_exchange_n(p, &v, 5, 0, 5, 5) +
         __atomic_or_fetch(p, 8, 5);
}
long walk(struct node *n) {
  long sum = 0;
  for (; n; n = n->next == n ? 0 : n->next) {
    n->tag++, n->half--, n->word *= 3, n->quad /= 7, n->bytes[3] |= 8;
    sum += n->tag + n->half + n->word + n->quad % 10 + (n->bytes[2] << 3);
  }
  return sum;
}
int globals(int x) {
  counter += x;
  aligned[x & 63] = digits[x & 15];
  squares[x & 511] = (long)x * x;
  return table[x & 15] + *pointer + (indirect ? indirect(&counter, x) : 0) + (int)constants[x & 1] + line[3];
}
struct node copy(struct node n) {
  n.word = n.bytes[1];
  return n;
}
int stack(int n) {
  char a[n];
  memset(a, n, n);
  int s = 0;
  for (int i = 0; i < n; i++) s += a[i];
  return s;
}
