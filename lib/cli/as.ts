import { readFileSync, writeFileSync } from 'node:fs';
import { createLocalLab } from '../lab/local';
import { showDiagnostics } from './diagnostics';
import type { Command } from './main';
import { type Parsed, UsageError } from './options';

/** `trapdoor as`: makes a static executable out of assembly. */
export const as: Command = {
  name: 'as',
  operands: 'FILE.s',
  summary: 'assemble and link a static executable',
  options: [{ names: ['-o'], value: 'OUT', help: 'the executable (a.out)' }],
  optionsAnywhere: true,
  async run({ options, operands }: Parsed): Promise<number> {
    if (operands.length !== 1) throw new UsageError('it wants one FILE.s');
    const [file] = operands;
    const source = readFileSync(file, 'utf8');
    const { elf, diagnostics } = await createLocalLab().assemble(source, file);
    process.stderr.write(showDiagnostics(source, diagnostics));
    if (!elf) return 1;
    writeFileSync(options.get('-o')?.[0] ?? 'a.out', elf, { mode: 0o755 });
    return 0;
  },
};
