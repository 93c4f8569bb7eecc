'use client';
import { Dialog } from 'radix-ui';
import { CELL_COMMANDS } from './cellCommands';
import { shown } from './keys';
import styles from './menu.module.css';
import { NOTEBOOK_COMMANDS } from './notebookCommands';

const ROWS = [...CELL_COMMANDS, ...NOTEBOOK_COMMANDS]
  .filter((command) => command.keys)
  .map(({ name, label, summary, keys = [] }) => ({
    name,
    label: typeof label === 'string' ? label : (summary ?? name),
    keys,
  }));

/** The keyboard shortcuts, as the commands have them. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.dialog} aria-describedby={undefined}>
          <Dialog.Title>Keyboard shortcuts</Dialog.Title>
          <dl className={styles.keys}>
            {ROWS.map(({ name, label, keys }) => (
              <div key={name}>
                <dt>{label}</dt>
                <dd>
                  <kbd className={styles.key}>{shown(keys[0])}</kbd>
                </dd>
              </div>
            ))}
            <div>
              <dt>Leave the editor (then Tab goes on)</dt>
              <dd>
                <kbd className={styles.key}>Esc</kbd>
              </dd>
            </div>
          </dl>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
