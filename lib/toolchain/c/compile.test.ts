import { describe, expect, it } from 'vitest';
import { compile } from './compile';

/** What is said of a source once it is compiled: `line:column message`. */
const said = (source: string) =>
  compile(source, { name: 'a.c', files: () => undefined, level: 1, assemblyOnly: true }).diagnostics.map(
    (d) => `${d.line}:${d.column} ${d.message}`,
  );

describe('what the back end refuses', () => {
  it('is told where it stands', () => {
    const triple = 'struct triple { int a, b, c; };\n';
    expect(
      said(`${triple}long f(struct triple p) { long r; __asm__("" : "=r"(r) : "0"(p)); return r; }`),
    ).toEqual(['2:58 an asm operand of 12 bytes needs memory']);
    expect(said(`${triple}void f(struct triple p) { __asm__("" : "=r"(p)); }`)).toEqual([
      '2:40 an asm operand of 12 bytes needs memory',
    ]);
  });
});
