const AVX = 'vectors stop at 16 bytes here: AVX is not supported';

/** Words of other languages that beginners bring along, and what C has instead; and types that are not to be had here. */
const FOREIGN: Record<string, string> = {
  string: "a text in C is an array of char: 'char *' or 'char name[50]'",
  String: "a text in C is an array of char: 'char *' or 'char name[50]'",
  boolean: "include <stdbool.h> and write 'bool'",
  Boolean: "include <stdbool.h> and write 'bool'",
  byte: "write 'unsigned char', or include <stdint.h> and write 'uint8_t'",
  cout: 'this is C++; in C, printf of <stdio.h> prints',
  cin: 'this is C++; in C, scanf of <stdio.h> reads',
  endl: "this is C++; in C write '\\n'",
  std: 'this is C++',
  nullptr: "this is C++; in C write 'NULL'",
  null: "in C write 'NULL'",
  None: "in C write 'NULL'",
  nil: "in C write 'NULL'",
  True: "include <stdbool.h> and write 'true'",
  False: "include <stdbool.h> and write 'false'",
  var: 'a variable is declared with its type: int x = 5;',
  let: 'a variable is declared with its type: int x = 5;',
  def: 'a function begins with the type of its result: int f(int x) { ... }',
  function: 'a function begins with the type of its result: int f(int x) { ... }',
  elif: "write 'else if'",
  elseif: "write 'else if'",
  and: "write '&&', or include <iso646.h>",
  or: "write '||', or include <iso646.h>",
  not: "write '!', or include <iso646.h>",
  gets: "it was removed from C, as it cannot know the size of the buffer: use 'fgets'",
  println: "use 'printf' with '\\n', or 'puts'",
  __m256: AVX,
  __m256d: AVX,
  __m256i: AVX,
  __m512: AVX,
  __m512d: AVX,
  __m512i: AVX,
};

/** What to say of a name that C does not have. */
export const foreignHint = (name: string): string | undefined =>
  Object.hasOwn(FOREIGN, name) ? FOREIGN[name] : undefined;
