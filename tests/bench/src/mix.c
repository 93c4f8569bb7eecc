/* What embedded benchmarks are made of, as many rounds as the argument says: a linked list that is searched and sorted, a
   product of small matrices of integers, a state machine over text, and a CRC over the results. */
#include "arguments.h"

typedef struct Item Item;
struct Item { Item *next; short key, value; };

enum { ITEMS = 64, M = 12 };
static Item items[ITEMS];
static short left[M][M], right[M][M];
static int product[M][M];
static const char text[] = "0x1F,-17,+3.25e-4,abc,99,.5,1e9,--3,7.,0b12,+,12345678,3.14159,0x,e5,-0.0,42";

static u16 crc(u16 sum, u32 word) {
  for (int i = 0; i < 32; i++, word >>= 1) sum = (u16)((sum ^ word) & 1 ? sum >> 1 ^ 0xa001 : sum >> 1);
  return sum;
}

__attribute__((noinline)) static int by_key(const Item *a, const Item *b) { return a->key - b->key; }
__attribute__((noinline)) static int by_value(const Item *a, const Item *b) { return a->value - b->value; }

/* Merges runs of 1, 2, 4 ... items. */
static Item *sorted(Item *list, int (*compare)(const Item *, const Item *)) {
  for (int run = 1;; run *= 2) {
    Item *rest = list, *head = 0, **tail = &head;
    int merges = 0;
    while (rest) {
      Item *a = rest, *b = rest;
      int na = 0, nb = run;
      while (na < run && b) na++, b = b->next;
      merges++;
      while (na > 0 || (nb > 0 && b)) {
        int first = na > 0 && (nb == 0 || !b || compare(a, b) <= 0);
        Item **from = first ? &a : &b;
        *tail = *from, tail = &(*from)->next, *from = (*from)->next;
        if (first) na--; else nb--;
      }
      rest = b;
    }
    *tail = 0;
    list = head;
    if (merges <= 1) return list;
  }
}

static u16 lists(u16 sum, int seed) {
  for (int i = 0; i < ITEMS; i++) {
    items[i].next = i + 1 < ITEMS ? &items[i + 1] : 0;
    items[i].key = (short)((i * 37 + seed) % 101), items[i].value = (short)((i * 53 + seed * 3) % 97);
  }
  Item *list = sorted(items, by_key);
  for (int wanted = 0; wanted < 8; wanted++)
    for (Item *item = list; item; item = item->next)
      if (item->value == wanted * 11) sum = crc(sum, (u32)item->key);
  list = sorted(list, by_value);
  return crc(sum, (u32)list->key);
}

static u16 matrices(u16 sum, int seed) {
  for (int i = 0; i < M; i++)
    for (int j = 0; j < M; j++) left[i][j] = (short)(seed + i * j), right[i][j] = (short)(seed - i + j);
  for (int i = 0; i < M; i++)
    for (int j = 0; j < M; j++) {
      int cell = 0;
      for (int k = 0; k < M; k++) cell += left[i][k] * right[k][j];
      product[i][j] = cell;
    }
  for (int i = 0; i < M; i++) sum = crc(sum, (u32)product[i][(i * 5) % M]);
  return sum;
}

enum State { START, SIGN, DIGITS, POINT, FRACTION, EXPONENT, POWER, BAD, STATES };

static u16 machine(u16 sum) {
  u32 ends[STATES] = {0};
  enum State state = START;
  for (const char *p = text;; p++) {
    char c = *p;
    if (c == ',' || c == 0) {
      ends[state]++, state = START;
      if (c == 0) break;
      continue;
    }
    int digit = c >= '0' && c <= '9';
    switch (state) {
      case START: state = digit ? DIGITS : c == '+' || c == '-' ? SIGN : c == '.' ? POINT : BAD; break;
      case SIGN: state = digit ? DIGITS : c == '.' ? POINT : BAD; break;
      case DIGITS: state = digit ? DIGITS : c == '.' ? FRACTION : c == 'e' ? EXPONENT : BAD; break;
      case POINT: case FRACTION: state = digit ? FRACTION : c == 'e' && state == FRACTION ? EXPONENT : BAD; break;
      case EXPONENT: state = digit || c == '-' ? POWER : BAD; break;
      case POWER: state = digit ? POWER : BAD; break;
      default: break;
    }
  }
  for (int i = 0; i < STATES; i++) sum = crc(sum, ends[i]);
  return sum;
}

void start(u64 *stack) {
  long rounds = count(stack);
  u16 sum = 0xffff;
  for (long r = 0; r < rounds; r++) sum = machine(matrices(lists(sum, (int)(r & 63)), (int)(r & 31)));
  show_hex("crc", sum);
  exit(0);
}
