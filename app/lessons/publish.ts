import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { hostSysroot } from '../../lib/cli/sysroot';
import { createLocalLab } from '../../lib/lab/local';
import { runNotebook } from '../../lib/notebook/headless';
import type { CellError } from '../../lib/notebook/types';
import { packOutputs, publishedOutputs } from './outputs';

/** Inner width of the page's column: --column in styles/tokens.css. */
const WIDTH = 768;

/** Runs a notebook's cells and writes their outputs as its page publishes them. Throws when a cell fails. */
export async function publish(file: string, target: string): Promise<void> {
  const name = `notebooks/${basename(file)}`;
  const outputs = await runNotebook(await readFile(file, 'utf8'), createLocalLab({ sysroot: hostSysroot }), {
    file: name,
    width: WIDTH,
  });
  const failed = Object.entries(outputs).filter(([, { state }]) => state === 'error');
  if (failed.length > 0)
    throw new Error(failed.map(([id, { error }]) => `${name}: cell ${id}: ${why(error)}`).join('\n'));
  await writeFile(target, packOutputs(publishedOutputs(outputs)));
}

/** A cell's failure with the places in its source. */
function why(error: CellError | undefined): string {
  const places = (error?.diagnostics ?? []).map(
    ({ line, column, message }) => `\n  line ${line}, column ${column}: ${message}`,
  );
  return `${error?.message ?? 'failed'}${places.join('')}`;
}
