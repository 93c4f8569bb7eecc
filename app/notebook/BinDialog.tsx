'use client';
import { Dialog } from 'radix-ui';
import type { BinnedCell } from '../../lib/notebook/types';
import { kindRow, type NotebookContext } from '../commands/context';
import menu from '../commands/menu.module.css';
import buttons from '../shell/buttons.module.css';
import styles from './dialogs.module.css';

const WHEN = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const firstLine = ({ cell }: BinnedCell) =>
  cell.source
    .split('\n')
    .find((line) => line.trim() !== '')
    ?.trim() ?? 'empty';

/** Cells that were deleted from this notebook, each to be put back. */
export function BinDialog({ context, onClose }: { context: NotebookContext; onClose: () => void }) {
  const { session, state, page } = context;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={menu.overlay} />
        <Dialog.Content className={menu.dialog} aria-describedby={undefined}>
          <Dialog.Title>Deleted cells</Dialog.Title>
          {state.bin.length === 0 ? (
            <p className={styles.none}>There are none. A cell that you delete can be put back from here.</p>
          ) : (
            <ul className={styles.bin}>
              {state.bin.map((binned) => (
                <li key={binned.cell.id}>
                  <span className={styles.kind}>{kindRow(binned.cell.kind).short}</span>
                  <span className={styles.what}>
                    <code>{binned.cell.name ?? firstLine(binned)}</code>
                    <time dateTime={new Date(binned.time).toISOString()}>{WHEN.format(binned.time)}</time>
                  </span>
                  <button
                    type="button"
                    className={buttons.button}
                    onClick={() => {
                      session.putBack(binned.cell.id);
                      onClose();
                      page.focus(binned.cell.id);
                    }}
                  >
                    Put back
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
