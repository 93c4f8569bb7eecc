#include <stdio.h>
#include <stddef.h>
#pragma pack(push, 1)
struct a {
  char c;
  int i;
  double d;
};
#pragma pack(2)
struct b {
  char c;
  int i;
  double d;
};
#pragma pack(pop)
struct c {
  char c;
  int i;
  double d;
};
struct d {
  char c;
  struct a a;
  short s;
} __attribute__((packed));
struct e {
  char c;
  int i __attribute__((packed));
  char t __attribute__((aligned(16)));
};
union __attribute__((packed)) f {
  char c[5];
  int i;
};
struct g {
  union f f;
  short s;
};
int main(void) {
  printf("%zu %zu %zu %zu %zu %zu %zu\n", sizeof(struct a), sizeof(struct b), sizeof(struct c),
         sizeof(struct d), sizeof(struct e), sizeof(union f), sizeof(struct g));
  printf("%zu %zu %zu %zu %zu %zu\n", offsetof(struct a, d), offsetof(struct b, d), offsetof(struct d, s),
         offsetof(struct e, i), offsetof(struct e, t), offsetof(struct g, s));
  struct d v = {'x', {'y', 7, 2.5}, 9};
  int *p = &v.a.i;
  v.a.i += 3;
  printf("%d %g %d %zu\n", *p, v.a.d, v.s, _Alignof(struct b));
}
