import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureSysroot } from '../../../scripts/sysroot.mjs';
import { createLocalLab } from '../local';
import type { Lab } from '../types';

let lab: Lab;
beforeAll(async () => {
  const bytes = new Uint8Array(readFileSync(await ensureSysroot()));
  lab = createLocalLab({ sysroot: async () => bytes });
});

const SOURCE = `#include <stdio.h>
static int counter;
double scale = 0.5;
int twice(int n) { return n + n; }
int main(int argc, char **argv) {
    for (int i = 0; i < 10; i++)
        counter += twice(i);
    printf("sum %d %f\\n", counter, scale * 1.25);
    __asm__ volatile("syscall" : : "a"(231), "D"(0));
    return 0;
}
`;
const lineOf = (text: string) => SOURCE.split('\n').findIndex((line) => line.includes(text)) + 1;

describe('the listing of a C program', () => {
  it('has the functions of the source with the line of each instruction', async () => {
    const { functions, library, diagnostics } = await lab.list({ c: SOURCE, name: 't.c', level: 0 });
    expect(diagnostics).toEqual([]);
    expect(functions.map(({ name }) => name)).toEqual(['twice', 'main']);
    expect(library).toContain('printf');
    const main = functions[1].rows;
    const call = main.find(({ callee }) => callee === 'twice');
    expect(call).toMatchObject({ att: 'call twice', intel: 'call twice', line: lineOf('counter += twice') });
    expect(main.find(({ callee }) => callee === 'printf')).toMatchObject({ line: lineOf('printf') });
    expect(main.filter(({ trap }) => trap === 'here')).toMatchObject([
      { att: 'syscall', line: lineOf('syscall') },
    ]);
    // Every instruction of a body comes from some line of it, and lies where the one before it ends.
    for (const { rows, address } of functions)
      rows.reduce((at, row) => {
        expect(row.address).toBe(at);
        expect(row.line).toBeGreaterThan(3);
        return at + row.bytes.length;
      }, address);
  });

  it('names data, strings and numbers', async () => {
    const { functions } = await lab.list({ c: SOURCE, name: 't.c', level: 0 });
    const rows = functions[1].rows;
    expect(rows.map(({ note }) => note)).toEqual(expect.arrayContaining(['"sum %d %f\\n"', '1.25']));
    expect(rows.some(({ att }) => att === 'add %eax, counter(%rip)')).toBe(true);
    expect(rows.some(({ intel }) => intel === 'add DWORD PTR counter[rip], eax')).toBe(true);
    const jump = rows.find(({ att }) => att.startsWith('jl '));
    expect(rows.find(({ label }) => jump?.att === `jl ${label}`)?.address).toBe(jump?.target);
  });

  it('has the addresses of the run, whose counts then are those of the lines', async () => {
    const program = { c: SOURCE, name: 't.c', level: 0 as const };
    const { functions } = await lab.list(program);
    const { heat, cycles } = await lab.run({ program, trace: { heat: true } });
    const counts = new Map([...(heat?.addresses ?? [])].map((address, n) => [address, heat?.counts[n] ?? 0]));
    const most = (line: number) =>
      Math.max(
        ...functions
          .flatMap(({ rows }) => rows.filter((r) => r.line === line))
          .map((r) => counts.get(r.address) ?? 0),
      );
    expect(most(lineOf('counter += twice'))).toBe(10);
    expect(most(lineOf('i < 10'))).toBe(11);
    expect(most(lineOf('printf'))).toBe(1);
    const own = functions
      .flatMap(({ rows }) => rows)
      .reduce((sum, r) => sum + ((counts.get(r.address) ?? 0) * r.ticks) / 64, 0);
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThan(cycles.user);
  });

  it('tells from which lines the kernel was called, by the library too', async () => {
    const source = `#include <stdio.h>
#include <unistd.h>
static void say(int n) {
  printf("%d\\n", n);
  fflush(stdout);
}
int main(void) {
  for (int i = 0; i < 3; i++)
    say(i);
  getppid();
  return 0;
}
`;
    for (const level of [0, 1] as const) {
      const program = { c: source, name: 't.c', level };
      const { functions } = await lab.list(program);
      const { heat, counts, cycles } = await lab.run({ program, trace: { heat: true } });
      const ends = new Map(
        functions.flatMap(({ rows }) => rows.map((r) => [r.address + r.bytes.length, r.line] as const)),
      );
      const lines = new Map<number | undefined, number>();
      for (const { frames, count } of heat?.calls ?? []) {
        const line = frames.map((frame) => ends.get(frame)).find((found) => found);
        lines.set(line, (lines.get(line) ?? 0) + count);
      }
      expect(lines.get(source.split('\n').findIndex((line) => line.includes('fflush')) + 1)).toBe(3);
      expect(lines.get(source.split('\n').findIndex((line) => line.includes('getppid')) + 1)).toBe(1);
      // All calls but the execve, which nobody made.
      const total = counts.reduce((sum, row) => sum + row.calls, 0);
      expect([...lines.values()].reduce((a, b) => a + b, 0)).toBe(total - 1);
      const kernel = (heat?.calls ?? []).reduce((sum, from) => sum + from.cycles, 0);
      expect(kernel).toBeGreaterThan(0);
      expect(kernel).toBeLessThanOrEqual(cycles.entry + cycles.handler + cycles.exit);
    }
  });

  it('differs by level, and opens functions of the library', async () => {
    const [plain, optimised] = await Promise.all(
      ([0, 1] as const).map((level) => lab.list({ c: SOURCE, name: 't.c', level })),
    );
    const size = (l: typeof plain) => l.functions.flatMap(({ rows }) => rows).length;
    expect(size(optimised)).toBeLessThan(size(plain));
    const write = await lab.listFunction(plain.elf as Uint8Array, 'write');
    expect(write?.rows.filter(({ trap }) => trap === 'here').length).toBeGreaterThan(0);
    expect(await lab.listFunction(plain.elf as Uint8Array, 'no_such_function')).toBeUndefined();
  });

  it('says what is wrong, and lists nothing', async () => {
    const listing = await lab.list({ c: 'int main(void) { return x; }', name: 't.c' });
    expect(listing.diagnostics[0]).toMatchObject({ severity: 'error', line: 1 });
    expect(listing).toMatchObject({ functions: [], library: [] });
  });
});

describe('the listing of an assembly program', () => {
  it('has bytes and source line of each instruction, by labels', async () => {
    const asm =
      '.globl _start\n_start:\n mov $1, %edi\nagain: dec %edi\n jnz again\n mov $60, %eax\n syscall\ndata: .byte 0xff, 0xff\n';
    const { functions } = await lab.list({ asm, name: 't.s' });
    expect(functions.map(({ name }) => name)).toEqual(['_start', 'again', 'data']);
    expect(functions[1].rows.map(({ att, intel, line }) => [att, intel, line])).toEqual([
      ['dec %edi', 'dec edi', 4],
      ['jne again', 'jne again', 5],
      ['mov $60, %eax', 'mov eax, 60', 6],
      ['syscall', 'syscall', 7],
    ]);
    expect(functions[2].rows).toMatchObject([{ att: '.byte 0xff, 0xff', line: 8, ticks: 0 }]);
  });
});
