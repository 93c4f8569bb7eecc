import type { NotebookContext } from '../commands/context';
import { addFiles } from './bringFiles';
import styles from './notebook.module.css';
import { STARTERS } from './starters';

/** In the place of cells while there are none: something to begin with. */
export function Empty({ context }: { context: NotebookContext }) {
  const { session, page } = context;
  return (
    <div className={styles.empty}>
      <h2>An empty notebook</h2>
      <p>Begin with one of these, or add a cell of your own below.</p>
      <ul>
        {STARTERS.map(({ label, hint, cells }) => (
          <li key={label}>
            <button type="button" onClick={() => page.focus(session.insertAll(0, cells)[0])}>
              <strong>{label}</strong>
              <span>{hint}</span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" onClick={() => void addFiles(context, 0)}>
            <strong>A program of your own</strong>
            <span>an ELF file, a script, or a .tar with its libraries; or drop it here</span>
          </button>
        </li>
      </ul>
    </div>
  );
}
