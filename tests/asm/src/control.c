/* Branches near and far, jump tables, calls, recursion, and the system call itself. */
static long call3(long n, long a, long b, long c) {
  long r;
  __asm__ volatile("syscall" : "=a"(r) : "a"(n), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return r;
}
int choose(int x) {
  switch (x) {
    case 0: return 5;
    case 1: return 7;
    case 2: return 1;
    case 3: return 19;
    case 4: return 23;
    case 5: return 6;
    case 9: return 3;
    default: return -1;
  }
}
void sort(int *a, int n) {
  for (int i = 1; i < n; i++) {
    int v = a[i], j = i - 1;
    while (j >= 0 && a[j] > v) a[j + 1] = a[j], j--;
    a[j + 1] = v;
  }
}
long factorial(long n) { return n < 2 ? 1 : n * factorial(n - 1); }
int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }
unsigned crc(const unsigned char *p, unsigned long n) {
  unsigned c = ~0u;
  for (unsigned long i = 0; i < n; i++) {
    c ^= p[i];
    for (int k = 0; k < 8; k++) c = (c >> 1) ^ (0xEDB88320u & -(c & 1));
  }
  return ~c;
}
__attribute__((noinline)) void put(const char *s) {
  long n = 0;
  while (s[n]) n++;
  call3(1, 1, (long)s, n);
}
void print(long v) {
  char buf[24], *p = buf + 23;
  int negative = v < 0;
  unsigned long u = negative ? -(unsigned long)v : (unsigned long)v;
  *p = 0;
  do *--p = '0' + u % 10;
  while (u /= 10);
  if (negative) *--p = '-';
  put(p);
  put("\n");
}
__attribute__((weak)) int replaceable(int x) { return x + 1; }
int main(void) {
  int a[8] = {5, 3, 8, 1, 9, 2, 7, 4};
  sort(a, 8);
  for (int i = 0; i < 8; i++) print(a[i]);
  print(factorial(12) + fibonacci(15) + choose(4) + replaceable(3));
  print(crc((const unsigned char *)"hello", 5));
  return 0;
}
__attribute__((noreturn)) void _start(void) {
  call3(60, main(), 0, 0);
  for (;;) __asm__("hlt");
}
