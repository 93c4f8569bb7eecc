import type { Cell, CellError as Failure } from '../../lib/notebook/types';
import styles from './cell.module.css';

interface Props {
  error: Failure;
  cells: readonly Cell[];
  onGo?: (id: string) => void;
}

/** What a cell is called when another cell speaks of it. */
function called(cells: readonly Cell[], id: string): string {
  const index = cells.findIndex((cell) => cell.id === id);
  const name = cells[index]?.name;
  return name ? `“${name}”` : `cell ${index + 1}`;
}

/** A message in which other cells are called what the reader sees: ids stand in the notebook's file alone. */
const inWords = (message: string, ids: readonly string[], cells: readonly Cell[]): string =>
  message.replace(/\bcell ([\w-]+)/g, (all, id: string) => (ids.includes(id) ? called(cells, id) : all));

/** Why a cell failed: the message, where, and the other cells concerned. */
export function CellErrorBox({ error, cells, onGo }: Props) {
  const others = (error.cells ?? []).filter((id) => cells.some((cell) => cell.id === id));
  return (
    <div className={styles.error} role="alert">
      <p>
        {inWords(error.message, others, cells)}
        {error.line !== undefined && !error.diagnostics?.length && (
          <span className={styles.where}> line {error.line}</span>
        )}
      </p>
      {error.diagnostics && error.diagnostics.length > 0 && (
        <ul>
          {error.diagnostics.map((found) => (
            <li key={`${found.line}:${found.column}:${found.message}`}>
              <code>
                {found.line}:{found.column}
              </code>
              <span>
                {found.message}
                {found.hint && <span className={styles.hint}> {found.hint}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && onGo && (
        <p>
          {others.map((id) => (
            <button type="button" key={id} onClick={() => onGo(id)}>
              Go to {called(cells, id)}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}
