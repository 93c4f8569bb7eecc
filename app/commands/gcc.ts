import type { SourceProgram } from '../../lib/lab/types';

/** A word as a shell takes it. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;

/** The command that builds the same program from the same source on a real Linux. */
export function gccCommand(program: SourceProgram): string {
  const { name, defines = {} } = program;
  const output = name.replace(/\.[^.]*$/, '');
  const given = Object.entries(defines);
  const words =
    'c' in program
      ? [
          'gcc',
          '-std=gnu17',
          `-O${program.level ?? 1}`,
          '-static',
          '-D_GNU_SOURCE',
          ...given.map(([macro, value]) => `-D${macro}=${value}`),
        ]
      : // No C library and no start files: _start is the program's own.
        ['gcc', '-nostdlib', '-static', ...given.map(([symbol, value]) => `-Wa,--defsym,${symbol}=${value}`)];
  return [...words, '-o', output, name].map(quoted).join(' ');
}
