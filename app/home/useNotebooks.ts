import { useCallback, useEffect, useState } from 'react';
import type { NotebookRow } from '../../lib/store/database';
import { peekNotebooks } from '../../lib/store/peek';

/** The list as it is drawn: not read yet, unreadable, or there. */
export type Listing =
  | { state: 'loading' }
  | { state: 'error'; message: string }
  | { state: 'ready'; notebooks: NotebookRow[]; bin: NotebookRow[] };

/** What was just done, with a way back where there is one. */
export interface Notice {
  text: string;
  bad?: boolean;
  undo?: () => Promise<void>;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What changes notebooks; loaded when it is first asked for. */
const shelf = () => import('./shelf');

/** The reader's notebooks and what can be done to the list. */
export function useNotebooks() {
  const [listing, setListing] = useState<Listing>({ state: 'loading' });
  const [notice, setNotice] = useState<Notice>();

  const reload = useCallback(async () => {
    try {
      const rows = await peekNotebooks();
      const [notebooks, bin] = [rows.filter((row) => !row.binned), rows.filter((row) => row.binned)];
      setListing({ state: 'ready', notebooks, bin: bin.sort((a, b) => b.binned - a.binned) });
    } catch (error) {
      setListing({ state: 'error', message: messageOf(error) });
    }
  }, []);

  useEffect(() => {
    void reload();
    // Another tab may have changed the list meanwhile; so may this page before the browser went back to it.
    const onShow = () => document.visibilityState === 'visible' && void reload();
    document.addEventListener('visibilitychange', onShow);
    addEventListener('pageshow', onShow);
    return () => {
      document.removeEventListener('visibilitychange', onShow);
      removeEventListener('pageshow', onShow);
    };
  }, [reload]);

  /** Does one thing to the list, then draws it anew and says what was done or why not. */
  const act = useCallback(
    async (work: () => Promise<Notice | undefined>) => {
      try {
        setNotice(await work());
      } catch (error) {
        setNotice({ text: messageOf(error), bad: true });
      }
      await reload();
    },
    [reload],
  );

  const create = () =>
    act(async () => {
      const id = await (await shelf()).create();
      location.assign(`notebook/#${id}`);
      return undefined;
    });
  const remove = ({ id, title }: NotebookRow) =>
    act(async () => {
      const { remove, restore } = await shelf();
      await remove(id);
      return { text: `“${title}” is in the bin.`, undo: () => act(async () => void (await restore(id))) };
    });
  const restore = ({ id, title }: NotebookRow) =>
    act(async () => {
      await (await shelf()).restore(id);
      return { text: `“${title}” is back.` };
    });
  const erase = ({ id }: NotebookRow) => act(async () => void (await (await shelf()).erase(id)));
  const duplicate = ({ id }: NotebookRow) => act(async () => void (await (await shelf()).duplicate(id)));
  const reset = ({ id, title }: NotebookRow) =>
    act(async () => {
      await (await shelf()).reset(id);
      return { text: `The lesson is the original again. Your “${title}” is in the bin.` };
    });
  const rename = ({ id, title: old }: NotebookRow, title: string) =>
    act(async () => {
      if (await (await shelf()).rename(id, title)) return undefined;
      return { text: `“${old}” is gone: another tab has deleted it.`, bad: true };
    });
  const exportAll = (rows: readonly NotebookRow[]) =>
    act(async () => {
      await (await shelf()).exportAll(rows);
      return { text: `Saved ${rows.length} ${rows.length === 1 ? 'notebook' : 'notebooks'}.` };
    });

  /** Imports files; a single notebook is opened, unless there is something to say of it. */
  const importFiles = (files: readonly File[]) =>
    act(async () => {
      if (files.length === 0) return undefined;
      const { made, warnings } = await (await shelf()).importFiles(files);
      if (warnings.length > 0) return { text: warnings.join(' ') };
      if (made.length === 0)
        return { text: 'There is no notebook in there: a notebook is a .md file.', bad: true };
      if (made.length === 1) location.assign(`notebook/#${made[0]}`);
      return made.length > 1 ? { text: `${made.length} notebooks were imported.` } : undefined;
    });

  const actions = { remove, restore, erase, duplicate, rename, reset };
  return { listing, notice, setNotice, create, importFiles, exportAll, actions };
}
