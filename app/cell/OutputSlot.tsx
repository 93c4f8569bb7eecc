import type { CellState } from '../../lib/notebook/types';
import styles from './cell.module.css';

/** Room for what the frame draws below; the frame says how high it is. */
export function OutputSlot({ id, state }: { id: string; state: CellState }) {
  const height = state.output?.height ?? state.height ?? 0;
  return <div className={styles.slot} data-output={id} style={{ height: `${height}px` }} />;
}
