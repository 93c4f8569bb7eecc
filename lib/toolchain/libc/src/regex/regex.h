/* A compiled expression: instructions whose jumps are relative, so that a piece of program can be moved and repeated. */
#ifndef REGEX_REGEX_H
#define REGEX_REGEX_H

#include <regex.h>

enum op { CHAR, ANY, SET, SPLIT, JUMP, SAVE, BOL, EOL, BACKREF, WORD_START, WORD_END, WORD_EDGE, NOT_EDGE, ACCEPT };

struct instruction {
  enum op op;
  int x, y; /* SPLIT: first and second way; JUMP: way; others: byte, set or group */
};

struct __regex {
  struct instruction *code;
  int length, room;
  unsigned char (*sets)[32];
  int set_count;
  int groups, flags, has_backref;
};

#define has(set, c) ((set)[(c) >> 3] >> ((c) & 7) & 1)

#endif
