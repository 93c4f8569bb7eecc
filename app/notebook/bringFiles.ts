import type { NotebookContext } from '../commands/context';
import { messageOf } from '../store';
import { chooseFiles, contentsOf } from './files';

type Where = Pick<NotebookContext, 'session' | 'page'>;

/** Brings files to a notebook: what can be run gets a cell at a place, the rest is kept with it. */
export async function bringFiles(where: Where, given: readonly File[], index: number): Promise<void> {
  if (given.length === 0) return;
  try {
    take(where, index, (await import('./brought')).bring, await contentsOf(given));
  } catch (error) {
    where.page.say(`The files could not be read: ${messageOf(error)}`);
  }
}

/** Asks the reader for files, and brings them. */
export async function addFiles(where: Where, index: number): Promise<void> {
  await bringFiles(where, await chooseFiles(''), index);
}

function take(
  { session, page }: Where,
  index: number,
  bring: typeof import('./brought').bring,
  contents: Awaited<ReturnType<typeof contentsOf>>,
): void {
  const { notebook, graph, files } = session.snapshot();
  const brought = bring(contents, {
    cells: notebook.cells,
    files: files.flatMap(({ name }) => session.file(name) ?? []),
    taken: new Set([
      ...notebook.cells.flatMap(({ name }) => name ?? []),
      ...graph.flatMap(({ defines }) => defines),
    ]),
  });
  if (brought.files.length > 0) session.addFiles(brought.files);
  for (const { id, root } of brought.roots) session.setAttribute(id, 'root', root);
  const [first] = session.insertAll(index, brought.cells);
  if (first !== undefined) page.focus(first);
  page.say(brought.said);
}
