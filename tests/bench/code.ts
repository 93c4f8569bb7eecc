import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createLocalLab } from '../../lib/lab/local';
import { compile } from '../../lib/toolchain/c/compile';

/** Programs of src/, how much work to count, and whether they calculate with doubles. */
const KERNELS: [name: string, work: number, sse?: boolean][] = [
  ['sieve', 1],
  ['sha256', 1],
  ['hash', 20],
  ['fib', 22],
  ['matrix', 1, true],
  ['dispatch', 1000],
  ['sort', 10_000],
  ['writes', 2000],
];
const FREESTANDING = ['-w', '-nostdlib', '-static', '-ffreestanding', '-fno-stack-protector'];

const folder = mkdtempSync(join(tmpdir(), 'trapdoor-code-'));
const lab = createLocalLab();

/** Instructions a program executes; undefined when it could not be built. */
async function count(program: string | undefined, work: number): Promise<number | undefined> {
  if (program === undefined) return undefined;
  const elf = new Uint8Array(readFileSync(program));
  const result = await lab.run({ program: { elf }, args: ['p', String(work)], trace: { rows: false } });
  if (result.exit !== 0) throw new Error(`${program} ended with ${JSON.stringify(result.ending)}`);
  return result.instructions;
}

function tool(command: string, ...args: string[]): string | undefined {
  const program = join(folder, 'p');
  return spawnSync(command, [...args, '-o', program]).status === 0 ? program : undefined;
}

function ours(name: string, level: 0 | 1): string | undefined {
  const path = resolve(`tests/bench/src/${name}.c`);
  // fib asks gcc for -O1 by name; here every compiler is on its own.
  const source = readFileSync(path, 'utf8').replace(', optimize("O1")', '');
  const read = (file: string) => {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
  };
  const { assembly, diagnostics } = compile(source, { name: path, files: read, level, assemblyOnly: true });
  if (assembly === undefined) throw new Error(diagnostics.map((d) => d.message).join('\n'));
  const file = join(folder, 'p.s');
  writeFileSync(file, assembly);
  return tool('gcc', '-nostdlib', '-static', file);
}

const cell = (text: string) => text.padStart(14);
try {
  console.log('instructions executed, and how many for one of gcc -O0');
  console.log(
    `  ${'kernel'.padEnd(8)}${['gcc -O0', 'gcc -Og', 'gcc -O2', 'tcc', 'here -O0', 'here -O1'].map(cell).join('')}`,
  );
  for (const [name, work, sse] of KERNELS) {
    const path = `tests/bench/src/${name}.c`;
    const plain = join(folder, `${name}.c`);
    writeFileSync(plain, readFileSync(path, 'utf8').replace(', optimize("O1")', ''));
    const gcc = (level: string) =>
      tool(
        'gcc',
        ...FREESTANDING,
        ...(sse ? [] : ['-mgeneral-regs-only']),
        `-I${dirname(resolve(path))}`,
        `-I${resolve('tests/programs/src')}`,
        level,
        relocated(plain, path),
      );
    const counts: (number | undefined)[] = [];
    for (const level of ['-O0', '-Og', '-O2']) counts.push(await count(gcc(level), work));
    counts.push(await count(tool('tcc', '-nostdlib', '-static', relocated(plain, path)), work));
    for (const level of [0, 1] as const) counts.push(await count(ours(name, level), work));
    const [base] = counts;
    const shown = counts.map((n) =>
      cell(n === undefined ? '-' : `${n}${base ? ` ${(n / base).toFixed(2)}` : ''}`),
    );
    console.log(`  ${name.padEnd(8)}${shown.join('')}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

/** The copy with its relative includes made absolute. */
function relocated(copy: string, original: string): string {
  const text = readFileSync(copy, 'utf8').replace(
    /#include "([^/"][^"]*)"/g,
    (_, file: string) => `#include "${resolve(dirname(original), file)}"`,
  );
  writeFileSync(copy, text);
  return copy;
}
