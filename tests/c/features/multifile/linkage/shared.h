#ifndef SHARED_H
#define SHARED_H
struct s {
  int n;
  const char *name;
};
extern int shared;
extern int common;
extern struct s shared_struct;
extern _Thread_local int tls;
extern const char version[];
extern int array[];
int get_common(void);
int other_inline(void);
int tls_value(void);
int array_size(void);
void show(const struct s *);
inline int inline_one(int x) { return x + 1; }
#endif
