import type { ImportedNotebook } from '../runtime/protocol';
import type { CellOutput } from '../types';
import { freshEntry, isProgram, runtimeCell } from './entry';
import { NotebookModel } from './model';

/** A notebook to be imported from. */
export interface ImportSource {
  text: string;
  ids?: string[];
  outputs: Record<string, CellOutput>;
}

/** Its cells and its programs' kept results, as the runtime takes them. */
export function importable({ text, ids, outputs }: ImportSource): ImportedNotebook {
  const { cells } = new NotebookModel(text, ids).notebook;
  const programs = cells.flatMap((cell) => {
    const run = isProgram(cell) ? outputs[cell.id]?.run : undefined;
    return run ? [[cell.id, run] as const] : [];
  });
  return {
    cells: cells.map((cell) => runtimeCell(freshEntry(cell))),
    programs: Object.fromEntries(programs),
  };
}
