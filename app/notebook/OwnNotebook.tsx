'use client';
import { useEffect, useState } from 'react';
import type { NotebookSession } from '../../lib/notebook/types';
import { Bar } from '../shell/Bar';
import { messageOf, notebookStore } from '../store';
import { chooseFiles, contentsOf } from './files';
import { NotebookView } from './NotebookView';
import styles from './notebook.module.css';
import { openOwn } from './open';

type Opened =
  | { state: 'loading' }
  | { state: 'open'; session: NotebookSession; id: string }
  | { state: 'trouble'; title: string; message: string };

const idInAddress = (): string => decodeURIComponent(location.hash.slice(1));

/** Imports one file as a notebook of its own and goes there. */
export async function importAndOpen(root: string): Promise<void> {
  const [file] = await contentsOf(await chooseFiles());
  if (!file) return;
  const { id, warnings } = await notebookStore().importFile(file.bytes, file.name);
  if (warnings.length > 0 && !confirm(`${file.name}: ${warnings.join('; ')}. Open it?`)) return;
  location.assign(`${root}notebook/#${id}`);
}

/** The notebook that the address names. */
export function OwnNotebook({ root }: { root: string }) {
  const [opened, setOpened] = useState<Opened>({ state: 'loading' });
  const [id, setId] = useState<string>();

  useEffect(() => {
    const follow = () => setId(idInAddress());
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);

  useEffect(() => {
    if (id === undefined) return;
    let session: NotebookSession | undefined;
    let gone = false;
    setOpened({ state: 'loading' });
    openOwn(id).then(
      (found) => {
        if (gone) return found?.close();
        session = found;
        setOpened(
          found
            ? { state: 'open', session: found, id }
            : {
                state: 'trouble',
                title: 'There is no such notebook here',
                message:
                  'Notebooks stay in the browser where they were written. It may be in another browser, or deleted for good.',
              },
        );
      },
      (error: unknown) =>
        setOpened({ state: 'trouble', title: 'The notebook could not be opened', message: messageOf(error) }),
    );
    return () => {
      gone = true;
      session?.close();
    };
  }, [id]);

  if (opened.state === 'open') {
    const onImport = () =>
      void importAndOpen(root).catch((error: unknown) =>
        setOpened({ state: 'trouble', title: 'The file could not be imported', message: messageOf(error) }),
      );
    return <NotebookView key={opened.id} session={opened.session} root={root} onImport={onImport} />;
  }
  return (
    <>
      <Bar root={root} />
      {opened.state === 'loading' ? (
        <div className={styles.loading} role="status" aria-label="Opening the notebook">
          <div />
          <div />
          <div />
        </div>
      ) : (
        <main className={styles.trouble}>
          <h1>{opened.title}</h1>
          <p>{opened.message}</p>
          <a className={styles.back} href={root}>
            Go to your notebooks
          </a>
        </main>
      )}
    </>
  );
}
