/* Attributes of what is declared, behind a star and behind a tag. */
#include <stdint.h>
#include <stdio.h>

struct pair {
  int a, b;
};
union either {
  int i;
  char c[4];
};

static void text_gone(char **p) { printf("gone: %s\n", *p); }
static void pair_gone(struct pair *p) { printf("gone: %d %d\n", p->a, p->b); }
static void either_gone(union either *p) { printf("gone: %c\n", p->c[0]); }

struct pair __attribute__((aligned(64))) far;
char *__attribute__((aligned(32))) wide;
int *__attribute__((noinline)) address(void) { return &far.b; }

static int use(int *__attribute__((unused)) p, struct pair __attribute__((unused)) q) {
  char *__attribute__((cleanup(text_gone))) first = "first";
  struct pair __attribute__((cleanup(pair_gone))) second = { 1, 2 };
  {
    char *const __attribute__((cleanup(text_gone))) inner = "inner";
    union either __attribute__((cleanup(either_gone))) e = { .i = 'x' };
    printf("%s %d\n", inner, e.i);
  }
  return first[0] + second.b;
}

int main(void) {
  printf("%d\n", use(0, far));
  printf("%d %d %d\n", (int)((uintptr_t)&far % 64), (int)((uintptr_t)&wide % 32), address() == &far.b);
}
