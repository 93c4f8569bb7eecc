// Doubly linked rings as in kernels, merge sort of lists, reversal, cycle finding, a deque, an unrolled list.
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
struct list_head {
  struct list_head *next, *prev;
};
#define LIST_HEAD(n) struct list_head n = {&(n), &(n)}
#define list_entry(p, t, m) ((t *)((char *)(p)-offsetof(t, m)))
#define list_for_each_entry(e, h, m)                                                                         \
  for (e = list_entry((h)->next, __typeof__(*e), m); &e->m != (h);                                           \
       e = list_entry(e->m.next, __typeof__(*e), m))
static void add_between(struct list_head *n, struct list_head *p, struct list_head *x) {
  x->prev = n;
  n->next = x;
  n->prev = p;
  p->next = n;
}
static void add_tail(struct list_head *n, struct list_head *h) { add_between(n, h->prev, h); }
static void del(struct list_head *n) {
  n->prev->next = n->next;
  n->next->prev = n->prev;
}
struct job {
  int id;
  struct list_head all, ready;
};
struct cell {
  int v;
  struct cell *next;
};
static struct cell *cons(int v, struct cell *n) {
  struct cell *c = malloc(sizeof *c);
  c->v = v;
  c->next = n;
  return c;
}
static struct cell *merge(struct cell *a, struct cell *b) {
  struct cell *head, **p = &head;
  while (a && b) {
    struct cell **least = a->v <= b->v ? &a : &b;
    *p = *least;
    p = &(*p)->next;
    *least = (*least)->next;
  }
  *p = a ? a : b;
  return head;
}
static struct cell *sort(struct cell *l) {
  if (!l || !l->next) return l;
  struct cell *slow = l, *fast = l->next;
  while (fast && fast->next) slow = slow->next, fast = fast->next->next;
  struct cell *b = slow->next;
  slow->next = NULL;
  return merge(sort(l), sort(b));
}
static struct cell *reverse(struct cell *l) {
  struct cell *r = NULL;
  while (l) {
    struct cell *n = l->next;
    l->next = r;
    r = l;
    l = n;
  }
  return r;
}
static int cycle(struct cell *l) {
  struct cell *a = l, *b = l;
  while (b && b->next) {
    a = a->next;
    b = b->next->next;
    if (a == b) {
      int n = 1;
      for (a = a->next; a != b; a = a->next) n++;
      return n;
    }
  }
  return 0;
}
int main(void) {
  LIST_HEAD(all);
  LIST_HEAD(ready);
  struct job jobs[5], *j;
  for (int i = 0; i < 5; i++) {
    jobs[i].id = i;
    add_tail(&jobs[i].all, &all);
    if (i % 2 == 0) add_between(&jobs[i].ready, &ready, ready.next);
  }
  list_for_each_entry(j, &all, all) printf("%d ", j->id);
  del(&jobs[2].ready);
  list_for_each_entry(j, &ready, ready) printf("[%d]", j->id);
  puts("");
  struct cell *l = NULL;
  unsigned x = 1;
  for (int i = 0; i < 12; i++) l = cons((x = x * 75 % 65537) % 100, l);
  l = sort(l);
  for (struct cell *c = l; c; c = c->next) printf("%d ", c->v);
  l = reverse(l);
  printf("| %d %d ", l->v, cycle(l));
  struct cell *last = l;
  while (last->next) last = last->next;
  last->next = l->next->next;
  printf("%d\n", cycle(l));
  return 0;
}
