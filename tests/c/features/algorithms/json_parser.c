#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef enum { NUL, BOOL, NUM, STR, ARR, OBJ } kind;
typedef struct json {
  kind k;
  double n;
  char *s, **keys;
  struct json **v;
  int len;
} json;
static const char *p;
static json *value(void);
static void ws(void) {
  while (isspace((unsigned char)*p)) p++;
}
static json *mk(kind k) {
  json *j = calloc(1, sizeof *j);
  j->k = k;
  return j;
}
static char *string(void) {
  char b[100], *o = b;
  for (p++; *p != '"'; p++)
    if (*p == '\\') switch (*++p) {
      case 'n':
        *o++ = '\n';
        break;
      case 'u':
        *o++ = (char)strtol((char[]){p[3], p[4], 0}, 0, 16);
        p += 4;
        break;
      default:
        *o++ = *p;
      }
    else
      *o++ = *p;
  p++;
  *o = 0;
  return strdup(b);
}
static void grow(json *j, char *key, json *v) {
  j->v = realloc(j->v, (j->len + 1) * sizeof *j->v);
  j->keys = realloc(j->keys, (j->len + 1) * sizeof *j->keys);
  j->keys[j->len] = key;
  j->v[j->len++] = v;
}
static json *value(void) {
  ws();
  json *j;
  switch (*p) {
  case '{':
    j = mk(OBJ);
    p++;
    for (ws(); *p != '}';) {
      char *k = (ws(), string());
      ws();
      p++;
      grow(j, k, value());
      ws();
      if (*p == ',') p++;
      ws();
    }
    p++;
    return j;
  case '[':
    j = mk(ARR);
    p++;
    for (ws(); *p != ']';) {
      grow(j, 0, value());
      ws();
      if (*p == ',') p++;
    }
    p++;
    return j;
  case '"':
    j = mk(STR);
    j->s = string();
    return j;
  case 't':
  case 'f':
    j = mk(BOOL);
    j->n = *p == 't';
    p += *p == 't' ? 4 : 5;
    return j;
  case 'n':
    p += 4;
    return mk(NUL);
  default: {
    char *e;
    j = mk(NUM);
    j->n = strtod(p, &e);
    p = e;
    return j;
  }
  }
}
static void show(const json *j) {
  switch (j->k) {
  case NUL:
    printf("null");
    break;
  case BOOL:
    printf(j->n ? "true" : "false");
    break;
  case NUM:
    printf("%g", j->n);
    break;
  case STR:
    printf("\"%s\"", j->s);
    break;
  default:
    putchar(j->k == ARR ? '[' : '{');
    for (int i = 0; i < j->len; i++) {
      if (i) putchar(',');
      if (j->k == OBJ) printf("\"%s\":", j->keys[i]);
      show(j->v[i]);
    }
    putchar(j->k == ARR ? ']' : '}');
  }
}
int main(void) {
  p = " { \"a\" : [1, -2.5e3, true, null], \"b\\n\": {\"c\": \"x\\u0041y\", \"d\": []}, \"e\": false } ";
  show(value());
  puts("");
}
