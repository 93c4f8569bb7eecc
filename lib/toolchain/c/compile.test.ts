import { describe, expect, it } from 'vitest';
import { compile } from './compile';

/** What is said of a source once it is compiled: `line:column message`. */
const said = (source: string) =>
  compile(source, { name: 'a.c', files: () => undefined, level: 1, assemblyOnly: true }).diagnostics.map(
    (d) => `${d.line}:${d.column} ${d.message}`,
  );

describe('what the back end refuses', () => {
  it('is told where it stands', () => {
    const pair = 'struct pair { int a, b; };\n';
    expect(
      said(`${pair}long f(struct pair p) { long r; __asm__("" : "=r"(r) : "0"(p)); return r; }`),
    ).toEqual(['2:56 an asm operand of 8 bytes needs memory']);
    expect(said(`${pair}void f(struct pair p) { __asm__("" : "=r"(p)); }`)).toEqual([
      '2:38 an asm operand of 8 bytes needs memory',
    ]);
  });
});
