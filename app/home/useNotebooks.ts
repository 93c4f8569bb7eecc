import { useCallback, useEffect, useState } from 'react';
import { NotebookModel } from '../../lib/notebook/session/model';
import type { NotebookEntry } from '../../lib/store';
import { contentsOf } from '../notebook/files';
import { messageOf, notebookStore } from '../store';

/** The list as it is drawn: not read yet, unreadable, or there. */
export type Listing =
  | { state: 'loading' }
  | { state: 'error'; message: string }
  | { state: 'ready'; notebooks: NotebookEntry[]; bin: NotebookEntry[] };

/** What was just done, with a way back where there is one. */
export interface Notice {
  text: string;
  bad?: boolean;
  undo?: () => Promise<void>;
}

/** The reader's notebooks and what can be done to the list. */
export function useNotebooks() {
  const [listing, setListing] = useState<Listing>({ state: 'loading' });
  const [notice, setNotice] = useState<Notice>();

  const reload = useCallback(async () => {
    try {
      const [notebooks, bin] = await Promise.all([notebookStore().list(), notebookStore().listBin()]);
      setListing({ state: 'ready', notebooks, bin });
    } catch (error) {
      setListing({ state: 'error', message: messageOf(error) });
    }
  }, []);

  useEffect(() => {
    void reload();
    // Another tab may have changed the list meanwhile.
    const onShow = () => document.visibilityState === 'visible' && void reload();
    document.addEventListener('visibilitychange', onShow);
    return () => document.removeEventListener('visibilitychange', onShow);
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

  const remove = (entry: NotebookEntry) =>
    act(async () => {
      await notebookStore().remove(entry.id);
      const undo = () => act(async () => void (await notebookStore().restore(entry.id)));
      return { text: `“${entry.title}” is in the bin.`, undo };
    });
  const restore = (entry: NotebookEntry) =>
    act(async () => {
      await notebookStore().restore(entry.id);
      return { text: `“${entry.title}” is back.` };
    });
  const erase = (entry: NotebookEntry) => act(async () => void (await notebookStore().erase(entry.id)));
  const duplicate = (entry: NotebookEntry) =>
    act(async () => void (await notebookStore().duplicate(entry.id)));
  const rename = (entry: NotebookEntry, title: string) =>
    act(async () => {
      const stored = await notebookStore().open(entry.id);
      if (!stored) return { text: `“${entry.title}” is gone: another tab has deleted it.`, bad: true };
      const model = new NotebookModel(stored.text, stored.ids);
      model.setTitle(title);
      await notebookStore().save(entry.id, { title, text: model.toMarkdown(), ids: stored.ids });
      return undefined;
    });

  /** Imports files; answers the id of the only one, so that it can be opened. */
  const importFiles = async (files: readonly File[]): Promise<string | undefined> => {
    const made: string[] = [];
    let warned = false;
    await act(async () => {
      const all: string[] = [];
      for (const { name, bytes } of await contentsOf(files)) {
        const { id, warnings } = await notebookStore().importFile(bytes, name);
        made.push(id);
        all.push(...warnings.map((warning) => `${name}: ${warning}.`));
      }
      warned = all.length > 0;
      if (warned) return { text: all.join(' ') };
      return made.length > 1 ? { text: `${made.length} notebooks were imported.` } : undefined;
    });
    // Where something did not carry over the reader stays to read what.
    return files.length === 1 && !warned ? made[0] : undefined;
  };

  return { listing, notice, setNotice, remove, restore, erase, duplicate, rename, importFiles };
}
