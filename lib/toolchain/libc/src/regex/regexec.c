/* POSIX regexec: all ways at once, byte by byte (K. Thompson, 1968, with R. Pike's registers), so time is linear; the leftmost
   match and of these the longest. Expressions with back-references try one way after the other. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "regex.h"

struct text {
  const unsigned char *start, *end;
  int flags, eflags;
};

static int word_at(const struct text *t, const unsigned char *p) {
  return p >= t->start && p < t->end && (isalnum(*p) || *p == '_');
}

/* Whether an instruction that takes no byte lets a way pass at p. */
static int passes(const struct instruction *i, const struct text *t, const unsigned char *p) {
  int before = word_at(t, p - 1), after = word_at(t, p);
  switch (i->op) {
  case BOL:
    return (p == t->start && (i->x || !(t->eflags & REG_NOTBOL))) || (!i->x && t->flags & REG_NEWLINE && p > t->start && p[-1] == '\n');
  case EOL:
    return (p == t->end && (i->x || !(t->eflags & REG_NOTEOL))) || (!i->x && t->flags & REG_NEWLINE && p < t->end && *p == '\n');
  case WORD_START:
    return !before && after;
  case WORD_END:
    return before && !after;
  case WORD_EDGE:
    return before != after;
  default:
    return before == after;
  }
}

static int takes(const struct __regex *re, const struct instruction *i, const struct text *t, const unsigned char *p) {
  switch (i->op) {
  case CHAR:
    return *p == i->x;
  case ANY:
    return *p && !(*p == '\n' && t->flags & REG_NEWLINE);
  case SET:
    return has(re->sets[i->x], *p);
  default:
    return 0;
  }
}

/* A list of ways: where each is in the program, and its registers. */
struct ways {
  int count, *at;
  const unsigned char **registers;
};

struct search {
  const struct __regex *re;
  const struct text *t;
  int slots, *seen, step, depth;
  const unsigned char **now;
};

/* Adds the way at `pc` and those it leads to without taking a byte, in order of preference. */
static void follow(struct search *s, struct ways *to, int pc, const unsigned char *p) {
  for (;;) {
    if (s->seen[pc] == s->step) return;
    s->seen[pc] = s->step;
    const struct instruction *i = s->re->code + pc;
    switch (i->op) {
    case JUMP:
      pc += i->x;
      continue;
    case SPLIT:
      follow(s, to, pc + i->x, p);
      pc += i->y;
      continue;
    case SAVE:
      if (i->x < s->slots) {
        const unsigned char *old = s->now[i->x];
        s->now[i->x] = p;
        follow(s, to, pc + 1, p);
        s->now[i->x] = old;
        return;
      }
      pc++;
      continue;
    case BOL: case EOL: case WORD_START: case WORD_END: case WORD_EDGE: case NOT_EDGE:
      if (!passes(i, s->t, p)) return;
      pc++;
      continue;
    default:
      to->at[to->count] = pc;
      memcpy(to->registers + to->count++ * s->slots, s->now, (size_t)s->slots * sizeof *s->now);
      return;
    }
  }
}

/* 1: found, its registers in `best`; 0: not; -1: no memory. */
static int run(const struct __regex *re, const struct text *t, int slots, const unsigned char **best) {
  size_t n = (size_t)re->length, k = (size_t)slots;
  char *memory = malloc(3 * n * sizeof(int) + (2 * n * k + k) * sizeof(void *) + 16);
  if (!memory) return -1;
  const unsigned char **registers = (const unsigned char **)memory;
  struct ways a = { 0, (int *)(registers + 2 * n * k + k), registers };
  struct ways b = { 0, a.at + n, registers + n * k };
  struct search s = { re, t, slots, b.at + n, 0, 0, registers + 2 * n * k };
  memset(s.seen, 0xff, n * sizeof(int));
  int found = 0;
  struct ways *now = &a, *next = &b;
  for (const unsigned char *p = t->start;; p++) {
    s.step++;
    if (!found && !now->count) {
      /* Nothing is under way: a match may begin here. */
      memset(s.now, 0, k * sizeof *s.now);
      follow(&s, now, 0, p);
    } else if (!found) {
      /* A match that begins here is to the right of those under way: last in order, its ways not seen before. */
      for (int i = 0; i < now->count; i++) s.seen[now->at[i]] = s.step;
      memset(s.now, 0, k * sizeof *s.now);
      follow(&s, now, 0, p);
    }
    s.step++;
    next->count = 0;
    for (int i = 0; i < now->count; i++) {
      const unsigned char **r = now->registers + (size_t)i * k;
      const struct instruction *at = re->code + now->at[i];
      if (at->op == ACCEPT) {
        /* Longer is better; among ways that began at the same place. */
        if (!found || r[0] < best[0] || (r[0] == best[0] && r[1] > best[1])) {
          memcpy(best, r, k * sizeof *best);
          found = 1;
        }
        continue;
      }
      if (found && r[0] > best[0]) continue;
      if (p < t->end && takes(re, at, t, p)) {
        memcpy(s.now, r, k * sizeof *s.now);
        follow(&s, next, now->at[i] + 1, p + 1);
      }
    }
    struct ways *swap = now;
    now = next;
    next = swap;
    if (p == t->end || (found && !now->count)) break;
  }
  free(memory);
  return found;
}

/* One way after the other, keeping the longest; a loop that takes nothing is left. */
struct tries {
  const struct __regex *re;
  const struct text *t;
  const unsigned char *registers[64], *best[64];
  int found;
};

static void try(struct tries *s, int pc, const unsigned char *p, int idle) {
  for (;;) {
    const struct instruction *i = s->re->code + pc;
    switch (i->op) {
    case JUMP:
      pc += i->x;
      if (i->x < 0 && ++idle > s->re->length) return;
      continue;
    case SPLIT:
      if (++idle > 2 * s->re->length) return;
      try(s, pc + i->x, p, idle);
      pc += i->y;
      continue;
    case SAVE: {
      if (i->x >= 64) {
        pc++;
        continue;
      }
      const unsigned char *old = s->registers[i->x];
      s->registers[i->x] = p;
      try(s, pc + 1, p, idle);
      s->registers[i->x] = old;
      return;
    }
    case BACKREF: {
      const unsigned char *from = s->registers[2 * i->x], *to = s->registers[2 * i->x + 1];
      if (!from || !to || to - from > s->t->end - p) return;
      for (; from < to; from++, p++)
        if (s->t->flags & REG_ICASE ? tolower(*from) != tolower(*p) : *from != *p) return;
      pc++;
      continue;
    }
    case ACCEPT:
      if (!s->found || p > s->best[1]) memcpy(s->best, s->registers, sizeof s->best);
      s->found = 1;
      return;
    case CHAR: case ANY: case SET:
      if (p == s->t->end || !takes(s->re, i, s->t, p)) return;
      p++;
      pc++;
      idle = 0;
      continue;
    default:
      if (!passes(i, s->t, p)) return;
      pc++;
    }
  }
}

int regexec(const regex_t *restrict of, const char *restrict s, size_t n, regmatch_t to[], int eflags) {
  const struct __regex *re = of->__program;
  const char *base = s;
  struct text t = { .flags = re->flags, .eflags = eflags };
  if (re->flags & REG_NOSUB) n = eflags & REG_STARTEND ? n : 0;
  if (eflags & REG_STARTEND) {
    t.start = (const unsigned char *)s + to[0].rm_so;
    t.end = (const unsigned char *)s + to[0].rm_eo;
  } else {
    t.start = (const unsigned char *)s;
    t.end = t.start + strlen(s);
  }
  int groups = re->groups + 1, found;
  const unsigned char *best[2 * (groups < 32 ? 32 : groups)];
  if (re->has_backref) {
    struct tries x = { .re = re, .t = &t };
    for (const unsigned char *p = t.start; !x.found && p <= t.end; p++) try(&x, 0, p, 0);
    found = x.found;
    memcpy(best, x.best, sizeof x.best);
    if (groups > 32) groups = 32;
  } else {
    /* Only the registers that are asked for are kept; the first two tell which match is better. */
    int wanted = n > (size_t)groups ? groups : n ? (int)n : 1;
    found = run(re, &t, 2 * wanted, best);
    if (found < 0) return REG_ESPACE;
    groups = wanted;
  }
  if (!found) return REG_NOMATCH;
  if (re->flags & REG_NOSUB) return 0;
  for (size_t i = 0; i < n; i++) {
    int set = i < (size_t)groups && best[2 * i] && best[2 * i + 1];
    to[i].rm_so = set ? (regoff_t)(best[2 * i] - (const unsigned char *)base) : -1;
    to[i].rm_eo = set ? (regoff_t)(best[2 * i + 1] - (const unsigned char *)base) : -1;
  }
  return 0;
}
