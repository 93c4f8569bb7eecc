'use client';
import { Archive, Plus, Search, Upload } from 'lucide-react';
import { useEffect, useState } from 'react';
import { chooseFiles } from '../notebook/files';
import buttons from '../shell/buttons.module.css';
import { IconButton } from '../shell/IconButton';
import { useDrop } from '../shell/useDrop';
import { arrange, ORDERS, type Order } from './arrange';
import styles from './home.module.css';
import { NotebookRow } from './NotebookRow';
import { useNotebooks } from './useNotebooks';

/** Notebooks from which on it pays to search and sort. */
const MANY = 4;

interface Props {
  /** What the lessons' texts are now, by slug: `slug@digest`. */
  lessons: Record<string, string>;
}

/** The notebooks kept in this browser: new, import, search, sort, open, rename, duplicate, delete, the bin, export. */
export function YourNotebooks({ lessons }: Props) {
  const { listing, notice, setNotice, create, importFiles, exportAll, actions } = useNotebooks();
  const [query, setQuery] = useState('');
  const [order, setOrder] = useState<Order>('updated');
  const dropping = useDrop(importFiles);

  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(undefined), 8000);
    return () => clearTimeout(timer);
  }, [notice, setNotice]);

  const notebooks = listing.state === 'ready' ? listing.notebooks : [];
  const shown = arrange(notebooks, query, order);
  return (
    <section className={styles.section} aria-labelledby="your-notebooks">
      <header className={styles.sectionHead}>
        <h2 id="your-notebooks">Your notebooks</h2>
        {notebooks.length > 0 && (
          <IconButton icon={Archive} label="Export all as a zip" onClick={() => exportAll(notebooks)} />
        )}
        <button
          type="button"
          className={buttons.button}
          onClick={async () => importFiles(await chooseFiles())}
        >
          <Upload size={14} aria-hidden /> Import
        </button>
        <button type="button" className={buttons.primary} onClick={create}>
          <Plus size={14} aria-hidden /> New notebook
        </button>
      </header>
      {notebooks.length >= MANY && (
        <search className={styles.sift}>
          <label>
            <Search size={14} aria-hidden />
            <input
              type="search"
              aria-label="Search your notebooks"
              placeholder="Search titles and text"
              value={query}
              onChange={(event) => setQuery(event.target.value)}
            />
          </label>
          <select
            aria-label="Order"
            value={order}
            onChange={(event) => setOrder(event.target.value as Order)}
          >
            {ORDERS.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        </search>
      )}
      {listing.state === 'loading' && (
        <div className={styles.waiting} role="status" aria-label="Reading the list" />
      )}
      {listing.state === 'error' && <p className={styles.problem}>{listing.message}</p>}
      {listing.state === 'ready' && notebooks.length === 0 && (
        <p className={styles.none}>
          None yet. Start a new one, change a lesson, or drop a .md file here. They stay in this browser.
        </p>
      )}
      {notebooks.length > 0 && shown.length === 0 && (
        <p className={styles.none}>
          No notebook has “{query.trim()}” in it.{' '}
          <button type="button" onClick={() => setQuery('')}>
            Show all
          </button>
        </p>
      )}
      {shown.length > 0 && (
        <ul className={styles.list}>
          {shown.map((entry) => (
            <NotebookRow key={entry.id} entry={entry} lessons={lessons} {...actions} />
          ))}
        </ul>
      )}
      {listing.state === 'ready' && listing.bin.length > 0 && (
        <details className={styles.bin}>
          <summary>Bin ({listing.bin.length})</summary>
          <ul className={styles.list}>
            {listing.bin.map((entry) => (
              <NotebookRow key={entry.id} entry={entry} lessons={lessons} binned {...actions} />
            ))}
          </ul>
        </details>
      )}
      {dropping !== undefined && <div className={styles.drop}>Drop notebooks to import them</div>}
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
