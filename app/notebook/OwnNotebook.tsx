'use client';
import { type ReactNode, useEffect, useState } from 'react';
import { restAfter } from '../editor/rest';
import { pageLab } from '../lab';
import { Bar } from '../shell/Bar';
import buttons from '../shell/buttons.module.css';
import { messageOf, notebookStore } from '../store';
import { chooseFiles } from './files';
import { NotebookView } from './NotebookView';
import styles from './notebook.module.css';
import { openOwn } from './open';
import { useHeld } from './useHeld';

if (typeof window !== 'undefined') {
  // The machine is made ready while the page is made: whoever opens a notebook is likely to run it. Editors come after.
  restAfter(pageLab().warm('asm'));
  notebookStore().connect();
}

const idInAddress = (): string => decodeURIComponent(location.hash.slice(1));

/** Imports a file as a notebook of its own, or all that are in a zip, and goes to the first. */
export async function importAndOpen(root: string): Promise<void> {
  const [file] = await chooseFiles();
  if (!file) return;
  const { importFiles } = await import('../home/shelf');
  const { made, warnings } = await importFiles([file]);
  if (warnings.length > 0 && !confirm(`${warnings.join(' ')} Open it?`)) return;
  if (made.length > 0) location.assign(`${root}notebook/#${made[0]}`);
}

/** A page in the place of a notebook that cannot be shown. */
function Instead({ root, title, children }: { root: string; title: string; children: ReactNode }) {
  return (
    <>
      <Bar root={root} />
      <main className={styles.trouble}>
        <h1>{title}</h1>
        {children}
        <a className={styles.back} href={root}>
          Go to your notebooks
        </a>
      </main>
    </>
  );
}

const open = async (id: string) => {
  const session = await openOwn(id);
  return session && { session };
};

/** The notebook that the address names. */
export function OwnNotebook({ root }: { root: string }) {
  const [id, setId] = useState<string>();
  const [importing, setImporting] = useState<string>();
  const held = useHeld(id, open);

  useEffect(() => {
    const follow = () => setId(idInAddress());
    follow();
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);

  if (importing !== undefined)
    return (
      <Instead root={root} title="The file could not be imported">
        <p>{importing}</p>
      </Instead>
    );
  switch (held.state) {
    case 'open': {
      const onImport = () =>
        void importAndOpen(root).catch((error: unknown) => setImporting(messageOf(error)));
      return <NotebookView key={id} session={held.session} root={root} onImport={onImport} />;
    }
    case 'loading':
      return (
        <>
          <Bar root={root} />
          <div className={styles.loading} role="status" aria-label="Opening the notebook">
            <div />
            <div />
            <div />
          </div>
        </>
      );
    case 'elsewhere':
      return (
        <Instead root={root} title="This notebook is open in another tab">
          <p>Two tabs would overwrite each other’s edits. Bring it here: the other tab saves and lets go.</p>
          <button type="button" className={`${buttons.primary} ${styles.take}`} onClick={held.take}>
            Use it here
          </button>
        </Instead>
      );
    case 'missing':
      return (
        <Instead root={root} title="There is no such notebook here">
          <p>
            Notebooks stay in the browser where they were written. It may be in another browser, or deleted
            for good.
          </p>
        </Instead>
      );
    case 'trouble':
      return (
        <Instead root={root} title="The notebook could not be opened">
          <p>{held.message}</p>
        </Instead>
      );
  }
}
