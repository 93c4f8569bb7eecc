import { describe, expect, it } from 'vitest';
import { parseC, printDiagnostic } from './index';

const HEADERS: Record<string, string> = {
  'inc/stdio.h':
    'extern int printf(const char *, ...);\nextern int scanf(const char *, ...);\nint puts(const char *);\n',
  'inc/stddef.h': 'typedef unsigned long size_t;\n#define NULL ((void *)0)\n',
  'inc/unistd.h': 'long write(int, const void *, unsigned long);\n',
};

function diagnose(source: string, warnings: string[] = []) {
  return parseC(source, { name: 'a.c', files: (name) => HEADERS[name], systemFolders: ['inc'], warnings })
    .diagnostics;
}

/** What is said of a source: `line:column message`. */
const said = (source: string, warnings: string[] = []) =>
  diagnose(source, warnings).map((d) => `${d.line}:${d.column} ${d.message}${d.hint ? `; ${d.hint}` : ''}`);

const IN_MAIN = (body: string) =>
  `#include <stdio.h>\nint main(int argc, char **argv) {\n${body}\nreturn argc + !argv; }\n`;

describe('what is in order', () => {
  const rows: [string, string][] = [
    ['the address behind an array', 'int a[5]; int *f(void) { return &a[5]; }'],
    ['a last member that goes on', 'struct s { int n; int a[1]; }; int f(struct s *p) { return p->a[3]; }'],
    ['an index that is only measured', 'int a[5]; int f(void) { return sizeof a[9]; }'],
    ['a loop without a body', 'int f(const char *s) {\n  int n;\n  for (n = 0; s[n]; n++);\n  return n;\n}'],
    [
      'a break behind a return',
      'int f(int x) { switch (x) { case 1: return 2; break; default: return 3; } }',
    ],
    [
      'a size that fits',
      'long read(int, void *, unsigned long); long f(void) { char s[4]; return read(0, s, sizeof s); }',
    ],
  ];
  for (const [what, source] of rows) it(`${what} is not reported`, () => expect(said(source)).toEqual([]));
});

describe('what a learner is told', () => {
  const rows: [string, string, string][] = [
    [
      'a misspelt type',
      '#include <stddef.h>\nsise_t n;',
      "2:1 unknown type name 'sise_t'; did you mean 'size_t'?",
    ],
    [
      'an index past the end',
      'int f(void) { int a[5] = {0}; return a[5]; }',
      "1:40 array index 5 is past the end of the array, whose type is 'int [5]'",
    ],
    [
      'an index before the beginning',
      'int a[5]; int f(void) { return a[-1]; }',
      '1:34 array index -1 is before the beginning of the array',
    ],
    [
      'a text too long for its place',
      'char *strcpy(char *, const char *); void f(void) { char s[4]; strcpy(s, "four"); }',
      "1:73 'strcpy' writes at least 5 bytes where there are 4",
    ],
    [
      'a size too large for a buffer',
      'long read(int, void *, unsigned long); long f(void) { char s[4]; return read(0, s, 5); }',
      "1:84 'read' writes up to 5 bytes where there are 4",
    ],
    [
      'an if without a body',
      'void g(void); void f(int x) {\n  if (x == 1);\n    g();\n}',
      "2:14 'if' has an empty body; the statement that follows does not belong to it; take the ';' away",
    ],
    [
      'indentation that misleads',
      'void g(void); void f(int x) {\n  if (x)\n    g();\n    g();\n}',
      "4:5 this statement is indented as if the 'if' guarded it, which it does not; put braces around both",
    ],
    [
      'a statement after a return',
      'int g(void); int f(void) {\n  return 1;\n  g();\n}',
      "3:3 this statement is never reached: 'return' comes before it",
    ],
    [
      'a struct without its semicolon',
      'struct s { int x; }\nint f(void) { return 1; }',
      "1:20 expected ';' after a struct, union or enum",
    ],
    [
      'a struct without its word',
      'struct node { int x; };\nvoid f(void) { node n; }',
      "2:16 unknown type name 'node'; did you mean 'struct node'?",
    ],
    [
      'commas in a for',
      'void f(void) { for (int i = 0, i < 3, i++) ; }',
      "1:21 the three parts of 'for' are separated by ';', not by ','",
    ],
    [
      'a misspelt statement',
      'int f(void) { retrun 0; }',
      "1:15 use of undeclared identifier 'retrun'; did you mean 'return'?",
    ],
    [
      'a word of C++',
      'void f(void) { int *p = nullptr; }',
      "1:25 use of undeclared identifier 'nullptr'; this is C++; in C write 'NULL'",
    ],
    ['a misspelt header', '#include <stdoi.h>', "1:10 'stdoi.h' file not found; did you mean 'stdio.h'?"],
    [
      'a character for a text',
      "int g(char *); int f(void) { return g('x'); }",
      "1:39 incompatible integer to pointer conversion passing argument 1 of 'g' to a parameter of type 'char *' from 'int'; a text is written between double quotes",
    ],
    [
      'two arrays compared',
      'int f(void) { char a[2] = "a", b[2] = "b"; return a == b; }',
      "1:53 comparison of two arrays compares their addresses, not what is in them; use 'strcmp'",
    ],
    [
      'a function for its call',
      'int g(void); int f(void) { if (g) return 1; return 0; }',
      "1:32 the address of the function 'g' is always true; call it: g()",
    ],
    [
      'a sign behind the equals',
      'int f(int x) { x =+ 2; return x; }',
      "1:18 '=+' is an assignment and the sign '+'; '+=' was meant?",
    ],
    [
      'arguments without an end',
      'int execl(const char *, const char *, ...); int f(void) { return execl("/bin/ls", "ls"); }',
      "1:71 the arguments of 'execl' do not end with a null pointer; add '(char *)NULL' behind the last argument",
    ],
    [
      'an unsigned number below zero',
      'int f(unsigned n) { return n >= 0; }',
      "1:30 comparison of unsigned 'unsigned int' >= 0 is always true",
    ],
    [
      'an array that is assigned to',
      'void f(void) { char s[9]; s = "text"; }',
      "1:29 array type 'char [9]' is not assignable; copy the text with 'strcpy'",
    ],
    ['a missing semicolon', 'int f(void) { return 1 }', "1:23 expected ';' after 'return'"],
    [
      'a missing header',
      'int main(void) { puts("x"); }',
      "1:18 implicit declaration of function 'puts'; include <stdio.h>",
    ],
    [
      'a misspelt function',
      '#include <stdio.h>\nint main(void) { prinft("x"); }',
      "2:18 implicit declaration of function 'prinft'; did you mean 'printf'?",
    ],
    [
      'a result that matters',
      '#include <unistd.h>\nvoid f(void) { write(1, "x", 1); }',
      "2:21 ignoring the return value of 'write'; it says whether the call succeeded",
    ],
    [
      'a way without return',
      'int f(int a) { if (a) return 1; }',
      "1:33 control reaches the end of 'f', which returns a value",
    ],
    [
      'a value never set',
      'int f(void) { int x; return x; }',
      "1:29 variable 'x' is uninitialized when used here",
    ],
    [
      'a local address',
      'int *f(void) { int x = 1; return &x; }',
      "1:34 address of stack memory associated with local variable 'x' returned",
    ],
    [
      'an array parameter',
      'int f(int a[4]) { return sizeof a; }',
      "1:26 sizeof on array parameter 'a' gives the size of 'int *'",
    ],
    [
      'a shift too far',
      'int f(int x) { return x << 32; }',
      '1:25 left shift count 32 >= width of type (32 bits)',
    ],
    ['a division by zero', 'int f(int x) { return x / 0; }', '1:25 division by zero'],
    [
      'a dangling else',
      'void f(int a, int b) { if (a) if (b) f(1, 2); else f(2, 3); }',
      "1:47 'else' belongs to the nearest 'if'; add braces to say which is meant",
    ],
    [
      'an unknown member',
      'struct p { int width; }; int f(struct p *p) { return p->widht; }',
      "1:57 no member named 'widht' in 'struct p'; did you mean 'width'?",
    ],
    [
      'a dot for an arrow',
      'struct p { int x; }; int f(struct p *p) { return p.x; }',
      "1:51 member reference type 'struct p *' is a pointer; use '->'",
    ],
    [
      'an integer for a pointer',
      'int *f(int n) { int *p = n; return p; }',
      "1:26 incompatible integer to pointer conversion initializing 'int *' from 'int'; take the address with '&'?",
    ],
    [
      'a comparison that is always false',
      'int f(unsigned char c) { return c == 300; }',
      "1:35 comparison of constant 300 with 'unsigned char' is always false",
    ],
    ['an unclosed bracket', 'int f(int a) { return (a + 1; }', "1:29 expected ')'"],
    [
      'a constant that does not fit',
      'unsigned char c = 300;',
      "1:19 implicit conversion from 'int' to 'unsigned char' changes the value from 300 to 44",
    ],
    [
      'a sum that does not fit',
      'int x = 2147483647 + 1;',
      "1:20 overflow in expression; the result is -2147483648 with type 'int'",
    ],
    [
      'a typedef and another type',
      'typedef unsigned id; typedef id int;',
      "1:33 cannot combine 'int' with a previous 'id' (aka 'unsigned int') in a declaration",
    ],
    [
      'a jump to where a size would be unknown',
      'int f(int n) { goto in; { int a[n]; in: return a[0]; } }',
      "1:16 'goto' jumps past the declaration of 'a', whose size is computed there",
    ],
    [
      'a case where a size would be unknown',
      'int f(int n) { switch (n) { int a[n]; case 1: return a[0]; } return 0; }',
      "1:39 'case' jumps past the declaration of 'a', whose size is computed there",
    ],
    [
      'a storage order',
      '#pragma scalar_storage_order big-endian',
      "1:2 '#pragma scalar_storage_order' is not supported",
    ],
    [
      'a naked function with a frame',
      '__attribute__((naked)) int f(int x) { return x; }',
      "1:39 a 'naked' function holds inline assembly alone",
    ],
    [
      'a naked function with operands',
      '__attribute__((naked)) void f(int x) { __asm__("# %0" : : "r"(x)); }',
      "1:40 assembly in a 'naked' function has no operands but constants",
    ],
    [
      'vectors of AVX',
      '__m256i v;',
      "1:1 unknown type name '__m256i'; vectors stop at 16 bytes here: AVX is not supported",
    ],
    ['a missing file', '#include <nothing.h>', "1:10 'nothing.h' file not found"],
    [
      'a goto out of a nested function',
      'void f(void) { void g(void) { goto end; } g(); end:; }',
      "1:36 use of undeclared label 'end'",
    ],
    [
      'vectors of other elements',
      'typedef int v __attribute__((vector_size(16))); typedef float w __attribute__((vector_size(16))); v f(w x) { return x; }',
      "1:117 returning from a function with result type 'v' (aka '__vector(4) int') from incompatible type 'w' (aka '__vector(4) float')",
    ],
    [
      'a vector of three',
      'typedef int v __attribute__((vector_size(12)));',
      '1:30 the number of elements of a vector must be a power of two, not 3',
    ],
    [
      'a vector and what is none',
      'typedef float v __attribute__((vector_size(16))); struct s { int i; }; v f(v x, struct s y) { return x + y; }',
      "1:104 invalid operands to binary '+' ('v' (aka '__vector(4) float') and 'struct s')",
    ],
    [
      'bits of floats',
      'typedef float v __attribute__((vector_size(16))); v f(v x) { return x & x; }',
      "1:71 invalid operands to binary '&' ('v' (aka '__vector(4) float') and 'v' (aka '__vector(4) float'))",
    ],
  ];
  for (const [what, source, message] of rows) it(what, () => expect(said(source)).toContain(message));

  const calls: [string, string][] = [
    [
      'printf("%d\\n", 1L);',
      "3:16 format '%d' specifies type 'int' but the argument has type 'long'; use '%ld'",
    ],
    [
      'printf("%s\\n", 1);',
      "3:16 format '%s' specifies type 'char *' but the argument has type 'int'; use '%d'",
    ],
    ['printf("%d %d\\n", 1);', "3:8 '%d' has no matching argument"],
    ['printf("%d\\n", 1, 2);', '3:19 data argument not used by the format string'],
    ['printf("%lu\\n", sizeof(int), 1.5);', '3:30 data argument not used by the format string'],
    ['printf("%y\\n", 1);', "3:8 invalid conversion specifier 'y' in '%y'"],
    ['printf("%*d", 1.0, 2);', "3:15 field width should have type 'int', but the argument has type 'double'"],
    [
      'printf(argv[1]);',
      '3:12 format string is not a string literal; use "%s" and pass the text as an argument',
    ],
    [
      'if (scanf("%d", argc)) return 1;',
      "3:17 format '%d' specifies type 'int *' but the argument has type 'int'; is a '&' missing?",
    ],
    ['if (argc = 1) return 1;', '3:10 using the result of an assignment as a condition without parentheses'],
    [
      'if (argv[0] == "x") return 1;',
      "3:13 comparison with a string literal compares addresses, not text; use 'strcmp'",
    ],
    ['argc == 1;', "3:6 the result of '==' is unused; use '=' to assign"],
  ];
  for (const [body, message] of calls) it(body, () => expect(said(IN_MAIN(body))).toContain(message));

  const quiet = [
    'printf("%d %s %f %c %p %zu %ld %%\\n", argc, argv[0], 1.5f, 65, (void *)argv, sizeof argc, 1L);',
    'printf("%hhd %hd %lld %Lf %.*s %-5x %5.2e\\n", argc, argc, 1LL, 1.0L, argc, argv[0], 1u, 2.0);',
    'int n, m; if (scanf("%d %d", &n, &m) == 2) argc = n + m;',
    'if ((argc = 1)) return 1;',
    'argc |= argv != 0;',
    'int k; if (argc) k = 1; else k = 2; argc = k;',
    'for (int i = 0; i < argc; i++) printf("%s\\n", argv[i]);',
    '(void)printf("x"); while (1) { if (argc) break; }',
  ];
  for (const body of quiet) it(`nothing about ${body}`, () => expect(said(IN_MAIN(body))).toEqual([]));
});

describe('how it is printed', () => {
  it('with a caret, the macro it came from and where that was included', () => {
    const files = (name: string) =>
      name === 'm.h' ? '#define BAD(x) ((x) + nope)\nint g(void) { return BAD(1); }\n' : undefined;
    const { diagnostics } = parseC('#include "m.h"\n', { name: 'a.c', files });
    expect(diagnostics.map(printDiagnostic).join('\n')).toBe(
      [
        'In file included from a.c:1:',
        "m.h:2:22: error: use of undeclared identifier 'nope'",
        '    2 | int g(void) { return BAD(1); }',
        '      |                      ^~~',
        "m.h:1:23: note: expanded from macro 'BAD'",
        '    1 | #define BAD(x) ((x) + nope)',
        '      |                       ^~~~',
      ].join('\n'),
    );
  });

  it('with a change that mends it', () => {
    const [d] = diagnose('int f(void) { return 1 }');
    expect(d.fixIts).toEqual([{ file: 'a.c', line: 1, column: 23, endColumn: 23, text: ';' }]);
  });

  it('going on after the first error', () => {
    expect(said('int a = x;\nint f(void) { return y }\nint g(void) { return z; }\n')).toHaveLength(4);
  });
});

describe('order of evaluation', () => {
  const message = "'i' is changed and used again in one expression, in no order: the result is undefined";
  const undefinedOnes = [
    'i = i++',
    'i = ++i + 1',
    'a[i] = i++',
    'i++ + ++i',
    'f(i, i++)',
    'i = i && i++',
    'i += i++',
  ];
  const fine = [
    'i = i + 1',
    'a[i++] = 1',
    'i = (i++, i)',
    'i++ && i++',
    'i = f(i++, 2)',
    'i ? i++ : i--',
    'a[i] = a[i] + 1',
  ];
  const around = (e: string) => `int f(int, int); int g(int i, int *a) { return (${e}) + !a; }`;
  for (const e of undefinedOnes)
    it(`${e} has none`, () => expect(diagnose(around(e)).map((d) => d.message)).toEqual([message]));
  for (const e of fine) it(`${e} has one`, () => expect(said(around(e))).toEqual([]));
});

describe('recursion without an end', () => {
  const message = "'f' calls itself on every way through it, without an end";
  const told = (body: string) =>
    diagnose(`void exit(int); int g(int); int f(int n) { ${body} }`).map((d) => d.message);
  for (const body of [
    'return n * f(n - 1);',
    'if (n) return f(n - 1); else return 1 + f(n);',
    'int x = f(n); return x;',
  ])
    it(body, () => expect(told(body)).toEqual([message]));
  for (const body of [
    'return n ? n * f(n - 1) : 1;',
    'if (n < 2) return 1; return n * f(n - 1);',
    'while (n) n--; return n && f(n);',
    'if (n < 0) exit(1); return f(n - 1);',
    'return g(n) && f(n - 1);',
  ])
    it(`not ${body}`, () => expect(told(body)).toEqual([]));
});

describe('memory that is used after it was freed', () => {
  const message = "'p' is used after what it points at was freed";
  const told = (body: string) =>
    diagnose(`void free(void *); void *malloc(unsigned long); int f(int *p, int n) { ${body} }`).map(
      (d) => d.message,
    );
  for (const body of [
    'free(p); return *p;',
    'free(p); free(p); return n;',
    'if (n) free(p); else { free((void *)p); n = 2; } return p[n];',
    'for (n = 0; n < 3; n++) { free(p); p[0] = 1; } return 0;',
  ])
    it(body, () => expect(told(body)).toEqual([message]));
  for (const body of [
    'free(p); p = malloc(4); return *p;',
    'if (n) { free(p); return 1; } return *p;',
    'if (n) free(p); return n ? 0 : *p;',
    'while (n--) { p = malloc(4); free(p); } return 0;',
    'free(p); return p == 0;',
    'do { if (n) break; free(p); } while (n++); return *p;',
    'switch (n) { case 1: free(p); break; default: n = *p; } return n;',
  ])
    it(`not ${body}`, () => expect(told(body)).toEqual([]));
});

describe('signs that differ', () => {
  const told = (test: string) =>
    diagnose(`int f(int i, unsigned u, unsigned char c, long l) { return ${test}; }`, ['-Wextra']).length;
  for (const test of ['i < u', 'u == -1', 'i != u + 1', 'l < 5ul'])
    it(`${test} is told`, () => expect(told(test)).toBe(1));
  for (const test of ['i < c', 'l < u', 'u < 5', 'i == 5u', '(i < 2) == u', 'u < u'])
    it(`${test} is fine`, () => expect(told(test)).toBe(0));
});

describe('with -Wall', () => {
  const told = (source: string) => diagnose(source, ['-Wall']).map((d) => d.message);
  it.each([
    'void g(int); void f(int n) { int x; x = n; x = 2; }',
    'int f(void) { int x = 1; for (int i = 0; i < 3; i++) x = i; return 0; }',
  ])('%s stores what nobody reads', (source) => {
    expect(told(source)).toEqual(["variable 'x' is set but never read"]);
  });
  it.each([
    'int f(int n) { int x; x = n; return x; }',
    'int f(int n) { int x; if ((x = n)) return 1; return 0; }',
    'void f(int n) { int x; x = n; (void)x; }',
    'void g(int *); void f(int n) { int x; g(&x); x = n; }',
    'int f(int n) { int x; x = n; return ({ x; }); }',
    'void f(int n) { volatile int x; x = n; }',
  ])('%s reads it', (source) => {
    expect(told(source)).toEqual([]);
  });

  const colours = 'enum e { A, B, C, D, E = 9 };';
  it('a switch on an enum leaves values out', () => {
    const missing = (cases: string) =>
      told(`${colours} int f(enum e x) { switch (x) { ${cases} } return 1; }`);
    expect(missing('case A: return 2;')).toEqual([
      "no case for 'B', 'C', 'D' and 1 more in the switch, and no default",
    ]);
    expect(missing('case A ... C: case E: return 2;')).toEqual([
      "no case for 'D' in the switch, and no default",
    ]);
    expect(missing('case A: return 2; default: return 3;')).toEqual([]);
    expect(missing('case A ... D: case E: return 3;')).toEqual([]);
  });
});

describe('options', () => {
  const source = 'int f(int x) { return x / 0; }';
  it('turns a warning off', () => expect(said(source, ['-Wno-div-by-zero'])).toEqual([]));
  it('makes it an error', () => expect(diagnose(source, ['-Werror'])[0].severity).toBe('error'));
  it('follows pragmas', () => {
    const pragma = '#pragma GCC diagnostic ';
    expect(
      said(
        `${pragma}push\n${pragma}ignored "-Wdiv-by-zero"\n${source}\n${pragma}pop\nint g(int x) { return x / 0; }`,
      ),
    ).toEqual(['5:25 division by zero']);
  });
});
