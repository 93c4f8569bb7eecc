import type { Cell, Notebook } from './types';

/**
 * Whether a cell runs by itself when something it is made from changes: JavaScript does, programs do not, unless the
 * cell says `run=auto` or `run=demand`, or the notebook's front matter does for its programs. Without a cell, whether
 * the notebook's programs do.
 */
export function runsByItself(
  { meta }: Pick<Notebook, 'meta'>,
  cell?: Pick<Cell, 'kind' | 'attributes'>,
): boolean {
  const own = cell?.attributes['run'];
  if (own === 'auto' || own === 'demand') return own === 'auto';
  if (cell && !['asm', 'c', 'sh'].includes(cell.kind)) return true;
  return meta['run'] === 'auto';
}
