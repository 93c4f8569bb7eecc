import type { CellOutput, Notebook } from '../../lib/notebook/types';
import { StaticCell } from '../cell/StaticCell';
import styles from './notebook.module.css';
import { Outline } from './Outline';

/** A notebook as plain HTML: text, programs, outputs, tables and charts, without a script. */
export function StaticNotebook({
  notebook,
  outputs,
}: {
  notebook: Notebook;
  outputs: Record<string, CellOutput>;
}) {
  return (
    <div className={styles.page}>
      <main className={styles.sheet}>
        {notebook.cells.map((cell) => (
          <div key={cell.id} className={styles.staticPlace}>
            <StaticCell cell={cell} output={outputs[cell.id]} cells={notebook.cells} />
          </div>
        ))}
      </main>
      <Outline cells={notebook.cells} />
    </div>
  );
}
