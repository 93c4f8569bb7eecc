/* queue(3): lists by macros. SLIST and STAILQ are singly linked, LIST and TAILQ can remove in constant time. */
#ifndef _SYS_QUEUE_H
#define _SYS_QUEUE_H

#define SLIST_HEAD(name, type) struct name { struct type *slh_first; }
#define SLIST_HEAD_INITIALIZER(head) { 0 }
#define SLIST_ENTRY(type) struct { struct type *sle_next; }
#define SLIST_INIT(head) ((void)((head)->slh_first = 0))
#define SLIST_EMPTY(head) ((head)->slh_first == 0)
#define SLIST_FIRST(head) ((head)->slh_first)
#define SLIST_NEXT(e, field) ((e)->field.sle_next)
#define SLIST_INSERT_AFTER(at, e, field) \
  do { (e)->field.sle_next = (at)->field.sle_next; (at)->field.sle_next = (e); } while (0)
#define SLIST_INSERT_HEAD(head, e, field) \
  do { (e)->field.sle_next = (head)->slh_first; (head)->slh_first = (e); } while (0)
#define SLIST_REMOVE_HEAD(head, field) ((void)((head)->slh_first = (head)->slh_first->field.sle_next))
#define SLIST_REMOVE(head, e, type, field) \
  do { \
    struct type **__at = &(head)->slh_first; \
    while (*__at != (e)) __at = &(*__at)->field.sle_next; \
    *__at = (e)->field.sle_next; \
  } while (0)
#define SLIST_FOREACH(v, head, field) for ((v) = (head)->slh_first; (v); (v) = (v)->field.sle_next)

#define LIST_HEAD(name, type) struct name { struct type *lh_first; }
#define LIST_HEAD_INITIALIZER(head) { 0 }
#define LIST_ENTRY(type) struct { struct type *le_next, **le_prev; }
#define LIST_INIT(head) ((void)((head)->lh_first = 0))
#define LIST_EMPTY(head) ((head)->lh_first == 0)
#define LIST_FIRST(head) ((head)->lh_first)
#define LIST_NEXT(e, field) ((e)->field.le_next)
#define LIST_INSERT_HEAD(head, e, field) \
  do { \
    if (((e)->field.le_next = (head)->lh_first)) (head)->lh_first->field.le_prev = &(e)->field.le_next; \
    (head)->lh_first = (e); \
    (e)->field.le_prev = &(head)->lh_first; \
  } while (0)
#define LIST_INSERT_AFTER(at, e, field) \
  do { \
    if (((e)->field.le_next = (at)->field.le_next)) (at)->field.le_next->field.le_prev = &(e)->field.le_next; \
    (at)->field.le_next = (e); \
    (e)->field.le_prev = &(at)->field.le_next; \
  } while (0)
#define LIST_INSERT_BEFORE(at, e, field) \
  do { \
    (e)->field.le_prev = (at)->field.le_prev; \
    (e)->field.le_next = (at); \
    *(at)->field.le_prev = (e); \
    (at)->field.le_prev = &(e)->field.le_next; \
  } while (0)
#define LIST_REMOVE(e, field) \
  do { \
    if ((e)->field.le_next) (e)->field.le_next->field.le_prev = (e)->field.le_prev; \
    *(e)->field.le_prev = (e)->field.le_next; \
  } while (0)
#define LIST_FOREACH(v, head, field) for ((v) = (head)->lh_first; (v); (v) = (v)->field.le_next)

#define STAILQ_HEAD(name, type) struct name { struct type *stqh_first, **stqh_last; }
#define STAILQ_HEAD_INITIALIZER(head) { 0, &(head).stqh_first }
#define STAILQ_ENTRY(type) struct { struct type *stqe_next; }
#define STAILQ_INIT(head) do { (head)->stqh_first = 0; (head)->stqh_last = &(head)->stqh_first; } while (0)
#define STAILQ_EMPTY(head) ((head)->stqh_first == 0)
#define STAILQ_FIRST(head) ((head)->stqh_first)
#define STAILQ_NEXT(e, field) ((e)->field.stqe_next)
#define STAILQ_INSERT_HEAD(head, e, field) \
  do { \
    if (!((e)->field.stqe_next = (head)->stqh_first)) (head)->stqh_last = &(e)->field.stqe_next; \
    (head)->stqh_first = (e); \
  } while (0)
#define STAILQ_INSERT_TAIL(head, e, field) \
  do { (e)->field.stqe_next = 0; *(head)->stqh_last = (e); (head)->stqh_last = &(e)->field.stqe_next; } while (0)
#define STAILQ_INSERT_AFTER(head, at, e, field) \
  do { \
    if (!((e)->field.stqe_next = (at)->field.stqe_next)) (head)->stqh_last = &(e)->field.stqe_next; \
    (at)->field.stqe_next = (e); \
  } while (0)
#define STAILQ_REMOVE_HEAD(head, field) \
  do { \
    if (!((head)->stqh_first = (head)->stqh_first->field.stqe_next)) (head)->stqh_last = &(head)->stqh_first; \
  } while (0)
#define STAILQ_REMOVE(head, e, type, field) \
  do { \
    struct type **__at = &(head)->stqh_first; \
    while (*__at != (e)) __at = &(*__at)->field.stqe_next; \
    if (!(*__at = (e)->field.stqe_next)) (head)->stqh_last = __at; \
  } while (0)
#define STAILQ_FOREACH(v, head, field) for ((v) = (head)->stqh_first; (v); (v) = (v)->field.stqe_next)

#define TAILQ_HEAD(name, type) struct name { struct type *tqh_first, **tqh_last; }
#define TAILQ_HEAD_INITIALIZER(head) { 0, &(head).tqh_first }
#define TAILQ_ENTRY(type) struct { struct type *tqe_next, **tqe_prev; }
#define TAILQ_INIT(head) do { (head)->tqh_first = 0; (head)->tqh_last = &(head)->tqh_first; } while (0)
#define TAILQ_EMPTY(head) ((head)->tqh_first == 0)
#define TAILQ_FIRST(head) ((head)->tqh_first)
#define TAILQ_NEXT(e, field) ((e)->field.tqe_next)
#define TAILQ_LAST(head, name) (*((struct name *)((head)->tqh_last))->tqh_last)
#define TAILQ_PREV(e, name, field) (*((struct name *)((e)->field.tqe_prev))->tqh_last)
#define TAILQ_INSERT_HEAD(head, e, field) \
  do { \
    if (((e)->field.tqe_next = (head)->tqh_first)) (head)->tqh_first->field.tqe_prev = &(e)->field.tqe_next; \
    else (head)->tqh_last = &(e)->field.tqe_next; \
    (head)->tqh_first = (e); \
    (e)->field.tqe_prev = &(head)->tqh_first; \
  } while (0)
#define TAILQ_INSERT_TAIL(head, e, field) \
  do { \
    (e)->field.tqe_next = 0; \
    (e)->field.tqe_prev = (head)->tqh_last; \
    *(head)->tqh_last = (e); \
    (head)->tqh_last = &(e)->field.tqe_next; \
  } while (0)
#define TAILQ_INSERT_AFTER(head, at, e, field) \
  do { \
    if (((e)->field.tqe_next = (at)->field.tqe_next)) (e)->field.tqe_next->field.tqe_prev = &(e)->field.tqe_next; \
    else (head)->tqh_last = &(e)->field.tqe_next; \
    (at)->field.tqe_next = (e); \
    (e)->field.tqe_prev = &(at)->field.tqe_next; \
  } while (0)
#define TAILQ_INSERT_BEFORE(at, e, field) \
  do { \
    (e)->field.tqe_prev = (at)->field.tqe_prev; \
    (e)->field.tqe_next = (at); \
    *(at)->field.tqe_prev = (e); \
    (at)->field.tqe_prev = &(e)->field.tqe_next; \
  } while (0)
#define TAILQ_REMOVE(head, e, field) \
  do { \
    if ((e)->field.tqe_next) (e)->field.tqe_next->field.tqe_prev = (e)->field.tqe_prev; \
    else (head)->tqh_last = (e)->field.tqe_prev; \
    *(e)->field.tqe_prev = (e)->field.tqe_next; \
  } while (0)
#define TAILQ_FOREACH(v, head, field) for ((v) = (head)->tqh_first; (v); (v) = (v)->field.tqe_next)
#define TAILQ_FOREACH_REVERSE(v, head, name, field) \
  for ((v) = TAILQ_LAST(head, name); (v); (v) = TAILQ_PREV(v, name, field))
#define TAILQ_CONCAT(a, b, field) \
  do { \
    if (!TAILQ_EMPTY(b)) { \
      *(a)->tqh_last = (b)->tqh_first; \
      (b)->tqh_first->field.tqe_prev = (a)->tqh_last; \
      (a)->tqh_last = (b)->tqh_last; \
      TAILQ_INIT(b); \
    } \
  } while (0)

/* The older name of STAILQ. */
#define SIMPLEQ_HEAD(name, type) struct name { struct type *sqh_first, **sqh_last; }
#define SIMPLEQ_HEAD_INITIALIZER(head) { 0, &(head).sqh_first }
#define SIMPLEQ_ENTRY(type) struct { struct type *sqe_next; }
#define SIMPLEQ_INIT(head) do { (head)->sqh_first = 0; (head)->sqh_last = &(head)->sqh_first; } while (0)
#define SIMPLEQ_EMPTY(head) ((head)->sqh_first == 0)
#define SIMPLEQ_FIRST(head) ((head)->sqh_first)
#define SIMPLEQ_NEXT(e, field) ((e)->field.sqe_next)
#define SIMPLEQ_INSERT_HEAD(head, e, field) \
  do { \
    if (!((e)->field.sqe_next = (head)->sqh_first)) (head)->sqh_last = &(e)->field.sqe_next; \
    (head)->sqh_first = (e); \
  } while (0)
#define SIMPLEQ_INSERT_TAIL(head, e, field) \
  do { (e)->field.sqe_next = 0; *(head)->sqh_last = (e); (head)->sqh_last = &(e)->field.sqe_next; } while (0)
#define SIMPLEQ_INSERT_AFTER(head, at, e, field) \
  do { \
    if (!((e)->field.sqe_next = (at)->field.sqe_next)) (head)->sqh_last = &(e)->field.sqe_next; \
    (at)->field.sqe_next = (e); \
  } while (0)
#define SIMPLEQ_REMOVE_HEAD(head, field) \
  do { \
    if (!((head)->sqh_first = (head)->sqh_first->field.sqe_next)) (head)->sqh_last = &(head)->sqh_first; \
  } while (0)
#define SIMPLEQ_REMOVE(head, e, type, field) \
  do { \
    struct type **__at = &(head)->sqh_first; \
    while (*__at != (e)) __at = &(*__at)->field.sqe_next; \
    if (!(*__at = (e)->field.sqe_next)) (head)->sqh_last = __at; \
  } while (0)
#define SIMPLEQ_FOREACH(v, head, field) for ((v) = (head)->sqh_first; (v); (v) = (v)->field.sqe_next)

/* Rings: the ends point at the head. */
#define CIRCLEQ_HEAD(name, type) struct name { struct type *cqh_first, *cqh_last; }
#define CIRCLEQ_HEAD_INITIALIZER(head) { (void *)&(head), (void *)&(head) }
#define CIRCLEQ_ENTRY(type) struct { struct type *cqe_next, *cqe_prev; }
#define CIRCLEQ_INIT(head) do { (head)->cqh_first = (void *)(head); (head)->cqh_last = (void *)(head); } while (0)
#define CIRCLEQ_EMPTY(head) ((head)->cqh_first == (void *)(head))
#define CIRCLEQ_FIRST(head) ((head)->cqh_first)
#define CIRCLEQ_LAST(head) ((head)->cqh_last)
#define CIRCLEQ_NEXT(e, field) ((e)->field.cqe_next)
#define CIRCLEQ_PREV(e, field) ((e)->field.cqe_prev)
#define CIRCLEQ_INSERT_AFTER(head, at, e, field) \
  do { \
    (e)->field.cqe_next = (at)->field.cqe_next; \
    (e)->field.cqe_prev = (at); \
    if ((at)->field.cqe_next == (void *)(head)) (head)->cqh_last = (e); \
    else (at)->field.cqe_next->field.cqe_prev = (e); \
    (at)->field.cqe_next = (e); \
  } while (0)
#define CIRCLEQ_INSERT_BEFORE(head, at, e, field) \
  do { \
    (e)->field.cqe_next = (at); \
    (e)->field.cqe_prev = (at)->field.cqe_prev; \
    if ((at)->field.cqe_prev == (void *)(head)) (head)->cqh_first = (e); \
    else (at)->field.cqe_prev->field.cqe_next = (e); \
    (at)->field.cqe_prev = (e); \
  } while (0)
#define CIRCLEQ_INSERT_HEAD(head, e, field) \
  do { \
    (e)->field.cqe_next = (head)->cqh_first; \
    (e)->field.cqe_prev = (void *)(head); \
    if ((head)->cqh_last == (void *)(head)) (head)->cqh_last = (e); \
    else (head)->cqh_first->field.cqe_prev = (e); \
    (head)->cqh_first = (e); \
  } while (0)
#define CIRCLEQ_INSERT_TAIL(head, e, field) \
  do { \
    (e)->field.cqe_next = (void *)(head); \
    (e)->field.cqe_prev = (head)->cqh_last; \
    if ((head)->cqh_first == (void *)(head)) (head)->cqh_first = (e); \
    else (head)->cqh_last->field.cqe_next = (e); \
    (head)->cqh_last = (e); \
  } while (0)
#define CIRCLEQ_REMOVE(head, e, field) \
  do { \
    if ((e)->field.cqe_next == (void *)(head)) (head)->cqh_last = (e)->field.cqe_prev; \
    else (e)->field.cqe_next->field.cqe_prev = (e)->field.cqe_prev; \
    if ((e)->field.cqe_prev == (void *)(head)) (head)->cqh_first = (e)->field.cqe_next; \
    else (e)->field.cqe_prev->field.cqe_next = (e)->field.cqe_next; \
  } while (0)
#define CIRCLEQ_FOREACH(v, head, field) \
  for ((v) = (head)->cqh_first; (v) != (void *)(head); (v) = (v)->field.cqe_next)
#define CIRCLEQ_FOREACH_REVERSE(v, head, field) \
  for ((v) = (head)->cqh_last; (v) != (void *)(head); (v) = (v)->field.cqe_prev)

#endif
