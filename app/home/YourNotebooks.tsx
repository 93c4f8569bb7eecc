'use client';
import { Plus, Upload } from 'lucide-react';
import { type DragEvent, useEffect, useState } from 'react';
import { chooseFiles } from '../notebook/files';
import buttons from '../shell/buttons.module.css';
import { messageOf, notebookStore } from '../store';
import styles from './home.module.css';
import { NotebookRow } from './NotebookRow';
import { useNotebooks } from './useNotebooks';

const EMPTY = '---\ntitle: Untitled\n---\n';

/** The notebooks kept in this browser: new, import, open, rename, duplicate, delete and the bin. */
export function YourNotebooks() {
  const { listing, notice, setNotice, importFiles, ...actions } = useNotebooks();
  const [dropping, setDropping] = useState(false);

  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(undefined), 8000);
    return () => clearTimeout(timer);
  }, [notice, setNotice]);

  const open = (id: string) => location.assign(`notebook/#${id}`);
  const create = () =>
    notebookStore()
      .create({ text: EMPTY })
      .then(open, (error: unknown) => setNotice({ text: messageOf(error), bad: true }));
  const bring = async (files: readonly File[]) => {
    const only = await importFiles(files);
    if (only) open(only);
  };
  const drop = {
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setDropping(true);
    },
    onDragLeave: () => setDropping(false),
    onDrop(event: DragEvent) {
      event.preventDefault();
      setDropping(false);
      void bring([...event.dataTransfer.files]);
    },
  };

  return (
    <section
      className={styles.section}
      aria-labelledby="your-notebooks"
      data-dropping={dropping || undefined}
      {...drop}
    >
      <header className={styles.sectionHead}>
        <h2 id="your-notebooks">Your notebooks</h2>
        <button type="button" className={buttons.button} onClick={async () => bring(await chooseFiles())}>
          <Upload size={14} aria-hidden /> Import
        </button>
        <button type="button" className={buttons.primary} onClick={create}>
          <Plus size={14} aria-hidden /> New notebook
        </button>
      </header>
      {listing.state === 'loading' && (
        <div className={styles.waiting} role="status" aria-label="Reading the list" />
      )}
      {listing.state === 'error' && <p className={styles.problem}>{listing.message}</p>}
      {listing.state === 'ready' && listing.notebooks.length === 0 && (
        <p className={styles.none}>
          None yet. Start a new one, change a lesson, or drop a .md file here. They stay in this browser.
        </p>
      )}
      {listing.state === 'ready' && listing.notebooks.length > 0 && (
        <ul className={styles.list}>
          {listing.notebooks.map((entry) => (
            <NotebookRow key={entry.id} entry={entry} {...actions} />
          ))}
        </ul>
      )}
      {listing.state === 'ready' && listing.bin.length > 0 && (
        <details className={styles.bin}>
          <summary>Bin ({listing.bin.length})</summary>
          <ul className={styles.list}>
            {listing.bin.map((entry) => (
              <NotebookRow key={entry.id} entry={entry} binned {...actions} />
            ))}
          </ul>
        </details>
      )}
      <div
        className={styles.notice}
        role="status"
        data-shown={notice !== undefined || undefined}
        data-bad={notice?.bad}
      >
        {notice?.text}
        {notice?.undo && (
          <button type="button" onClick={() => void notice.undo?.()}>
            Undo
          </button>
        )}
      </div>
    </section>
  );
}
