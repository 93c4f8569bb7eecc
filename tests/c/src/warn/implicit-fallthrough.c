/* Which statements of a switch run on into the next case. */
int g(int);
int f(int x) {
  switch (x) {
    case 1: g(1);
    /* fall through */
    case 2: { g(1); /* fall through */ }
    case 3: g(2);
    // FALLTHRU
#ifdef X
    case 33:
#endif
    case 4: g(1);
    /* this one falls through to the next */
    case 5: g(2);
    // falls through to the next
    case 6: if (x) return 1;
    case 7: if (x) return 1; else return 2;
    case 8: while (1) g(1);
    case 9: for (;;) { if (x) break; }
    case 11: g(1);
    case 12: case 13: ;
    case 112: __attribute__((fallthrough));
    case 113: g(2); [[fallthrough]];
    case 115: if (x) __attribute__((fallthrough)); else g(2);
    case 14: g(1);
    lab: g(2);
    case 15: g(3);
    lab2:
    case 16: g(4);
    case 17: do { g(1); } while (0);
    case 18: { switch (x) { case 1: return 1; default: return 2; } }
    case 19: __builtin_unreachable();
    case 20: x++;
    case 21: goto lab;
    case 22: { g(1); { g(2); } }
    case 23: return 1;
    case 24: g(5);
    /* FALLTHROUGH */ // another comment
    case 25: g(5);  // fall-through - because
    case 26: g(5);  /*-fallthrough*/
    case 27: g(5);  /*@fallthrough@*/
    case 28: g(5);  /* Fall through. */
    case 29: g(5);  /* intentional fallthrough */
    case 30: g(5);  /* lint -fallthrough */
    case 31: g(5);  /* else falls through */
    case 32: {
       g(1);
       case 34: g(2);
       case 35: break;
    }
    case 36: if (x) { g(1); } else { g(2); }
    case 37: if (x) { g(1); case 38: g(2); }
    default: break;
  }
  switch (x) { g(1); case 1: return 2; case 2: g(1); default: ; }
  switch (x) { case 1: g(1); default: return 1; }
  switch (x) { case 1: g(1); default: { } g(2); }
  return 0;
}

int h(int x) {
  switch (x) {
    case 1: while (x) g(1);
    case 2: for (int i = 0; i < 3; i++) g(2);
    case 3: do { g(1); } while (x);
    case 4: do { g(1); } while (0);
    case 5: for (;;) { if (x) break; }
    case 6: switch (x) { case 1: g(1); break; default: break; }
    case 7: switch (x) { case 1: g(1); break; default: g(2); }
    case 8: x = x ? 1 : 2;
    case 9: x && g(1);
    case 10: if (x) return 1; else g(1);
    case 11: if (x) g(1); else return 1;
    case 12: if (x) { if (x > 3) return 2; else g(2); } else return 1;
    case 13: if (x) { g(1); case 114: g(2); }
    case 15: ({ g(1); g(2); });
    case 16: asm("");
    case 17: while (x) { g(1); case 118: g(2); }
    case 19: { int y = g(1); (void)y; }
    case 20: { int a[x]; a[0] = 1; g(a[0]); }
    case 21: (void)0;
    case 22: x;
    case 23: g(2);
    case 24: g(3); { case 25: g(4); }
    case 26: if (0) g(1);
    case 27: if (1) return 1;
    case 28: if (x) ; else ;
    case 29: if (x) { }
    case 30: g(7);
    a: b: case 31: g(8);
    case 32: if (g(1)) goto a; else goto b;
    case 33: for (;;) { g(1); if (x) return 2; }
    case 34: { while (x) { if (g(1)) break; g(2); } g(3); }
    case 35: { g(1); while (x) ; }
    case 36: g(2);
  }
  return 0;
}

void v(int x) {
  switch (x) { case 1: g(1); default: return; }
}
