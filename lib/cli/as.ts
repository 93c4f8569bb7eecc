import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createLocalLab } from '../lab/local';
import { assembleObject, objectBytes } from '../toolchain';
import { showDiagnostics } from './diagnostics';
import { readInput, writeOutput } from './files';
import type { Command } from './main';
import { type Parsed, UsageError } from './options';

/** `trapdoor as`: makes a static executable out of assembly, or with -c an object. */
export const as: Command = {
  name: 'as',
  operands: 'FILE.s',
  summary: 'assemble: a static executable, or an object with -c',
  options: [
    { names: ['-o'], value: 'OUT', help: 'the file to write (a.out, or FILE.o with -c)' },
    { names: ['-c'], help: 'make a relocatable object and do not link' },
    { names: ['-I'], value: 'DIR', many: true, help: 'look for .include and .incbin files in DIR too' },
    { names: ['--defsym'], value: 'NAME=VALUE', many: true, help: 'set a symbol, as .set does' },
    { names: ['--intel'], help: 'start with Intel syntax, registers without %' },
  ],
  optionsAnywhere: true,
  async run({ options, operands }: Parsed): Promise<number> {
    if (operands.length !== 1) throw new UsageError('it wants one FILE.s');
    const [file] = operands;
    const source = new TextDecoder().decode(readInput(file));
    const defines = definesOf(options.get('--defsym') ?? []);
    if (options.has('-c')) {
      const { object, diagnostics } = assembleObject(source, {
        name: file,
        defines,
        files: filesFrom(['.', path.dirname(file), ...(options.get('-I') ?? [])]),
        syntax: options.has('--intel') ? 'intel' : 'att',
      });
      process.stderr.write(showDiagnostics(source, diagnostics));
      if (!object) return 1;
      const out = options.get('-o')?.[0] ?? `${path.basename(file).replace(/\.[sS]$/, '')}.o`;
      writeOutput(out, objectBytes(object));
      return 0;
    }
    for (const name of ['-I', '--defsym', '--intel'])
      if (options.has(name)) throw new UsageError(`${name} goes with -c; link the object with 'trapdoor ld'`);
    const { elf, diagnostics } = await createLocalLab().assemble(source, file);
    process.stderr.write(showDiagnostics(source, diagnostics));
    if (!elf) return 1;
    writeOutput(options.get('-o')?.[0] ?? 'a.out', elf, 0o777);
    return 0;
  },
};

/** Files of the host, looked for in folders one after another. */
export function filesFrom(folders: readonly string[]): { read(name: string): Uint8Array | undefined } {
  return {
    read(name) {
      const found = folders.map((folder) => path.resolve(folder, name)).find((file) => existsSync(file));
      return found === undefined ? undefined : new Uint8Array(readFileSync(found));
    },
  };
}

function definesOf(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new UsageError(`--defsym wants NAME=VALUE, not '${text}'`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}
