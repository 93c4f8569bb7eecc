// The older kinds of queue(3): SIMPLEQ and CIRCLEQ.
#include <stdio.h>
#include <sys/queue.h>
struct item {
  int n;
  SIMPLEQ_ENTRY(item) line;
  CIRCLEQ_ENTRY(item) ring;
};
SIMPLEQ_HEAD(line, item);
CIRCLEQ_HEAD(ring, item);
int main(void) {
  struct item items[6];
  struct line line = SIMPLEQ_HEAD_INITIALIZER(line);
  struct ring ring;
  CIRCLEQ_INIT(&ring);
  printf("%d %d\n", SIMPLEQ_EMPTY(&line), CIRCLEQ_EMPTY(&ring));
  for (int i = 0; i < 6; i++) {
    items[i].n = i;
    if (i % 2)
      SIMPLEQ_INSERT_HEAD(&line, &items[i], line);
    else
      SIMPLEQ_INSERT_TAIL(&line, &items[i], line);
    if (i < 3)
      CIRCLEQ_INSERT_HEAD(&ring, &items[i], ring);
    else if (i == 3)
      CIRCLEQ_INSERT_TAIL(&ring, &items[i], ring);
    else if (i == 4)
      CIRCLEQ_INSERT_AFTER(&ring, &items[0], &items[i], ring);
    else
      CIRCLEQ_INSERT_BEFORE(&ring, &items[0], &items[i], ring);
  }
  struct item *p;
  SIMPLEQ_FOREACH(p, &line, line) printf("%d ", p->n);
  puts("");
  CIRCLEQ_FOREACH(p, &ring, ring) printf("%d ", p->n);
  puts("");
  SIMPLEQ_REMOVE_HEAD(&line, line);
  SIMPLEQ_REMOVE(&line, &items[4], item, line);
  CIRCLEQ_REMOVE(&ring, &items[2], ring);
  CIRCLEQ_REMOVE(&ring, &items[3], ring);
  SIMPLEQ_FOREACH(p, &line, line) printf("%d ", p->n);
  CIRCLEQ_FOREACH_REVERSE(p, &ring, ring) printf("%d ", p->n);
  printf("%d %d\n", CIRCLEQ_FIRST(&ring)->n, CIRCLEQ_LAST(&ring)->n);
  return 0;
}
