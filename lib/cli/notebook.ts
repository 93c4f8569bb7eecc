import { writeFileSync } from 'node:fs';
import { createLocalLab } from '../lab/local';
import { runNotebook } from '../notebook/headless';
import type { CellOutput } from '../notebook/types';
import { readInput } from './files';
import { prepareHandlers } from './handlers';
import type { Command } from './main';
import { type Parsed, UsageError } from './options';
import { statistics } from './stats';
import { hostSysroot } from './sysroot';

/** `trapdoor run`: runs all cells of a notebook. */
export const run: Command = {
  name: 'run',
  operands: 'NOTEBOOK.md',
  summary: 'run all cells of a notebook; fails if one does',
  options: [
    { names: ['--json'], value: 'OUT', help: "write the cells' outputs as JSON; - is standard output" },
  ],
  optionsAnywhere: true,
  async run({ options, operands }: Parsed): Promise<number> {
    if (operands.length !== 1) throw new UsageError('it wants one NOTEBOOK.md');
    const [file] = operands;
    await prepareHandlers();
    const outputs = Object.entries(
      await runNotebook(new TextDecoder().decode(readInput(file)), createLocalLab({ sysroot: hostSysroot }), {
        file,
      }),
    );
    const json = options.get('--json')?.[0];
    if (json !== undefined) {
      const cells = Object.fromEntries(outputs.map(([id, output]) => [id, plain(output)]));
      const text = `${JSON.stringify({ cells }, undefined, 2)}\n`;
      if (json === '-') process.stdout.write(text);
      else writeFileSync(json, text);
    }
    const failed = outputs.filter(([, { state }]) => state === 'error');
    for (const [id, { error }] of failed) {
      const place =
        error?.line === undefined
          ? ''
          : `:${error.line}${error.column === undefined ? '' : `:${error.column}`}`;
      process.stderr.write(`${file}: cell ${id}${place}: ${error?.message ?? 'failed'}\n`);
    }
    process.stderr.write(`${file}: ${outputs.length - failed.length} cells ran, ${failed.length} failed\n`);
    return failed.length === 0 ? 0 : 1;
  },
};

/** A cell's output without a trace's columns, and with text for bytes. */
function plain({ run: result, ...output }: CellOutput): object {
  if (!result) return output;
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const { notes } = result;
  return {
    ...output,
    run: { ...statistics(result), stdout: text(result.stdout), stderr: text(result.stderr), notes },
  };
}
