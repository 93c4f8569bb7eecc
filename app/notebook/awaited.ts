import { experimentsIn, upstream } from '../../lib/notebook/runtime/graph';
import type { SessionState } from '../../lib/notebook/types';
import { isProgram } from '../commands/context';
import { cellsById } from './cellsById';

/** Why a JavaScript or text cell shows nothing yet; undefined where it does, or where nobody knows. */
export function awaited({ notebook, cells, graph, live }: SessionState, id: string): string | undefined {
  const cell = cellsById(notebook).get(id);
  if (!live || !cell || isProgram(cell.kind) || cells[id]?.status !== 'idle' || cells[id].output)
    return undefined;
  if (experimentsIn(graph).includes(id)) return 'Not run yet';
  const names = [...upstream(graph, id)].flatMap((other) => {
    const above = cellsById(notebook).get(other);
    const pending = above && (isProgram(above.kind) || experimentsIn(graph).includes(other));
    return pending && cells[other]?.status !== 'ok' ? [above.name ?? other] : [];
  });
  return names.length > 0 ? `Waits for ${names.join(', ')}` : undefined;
}
