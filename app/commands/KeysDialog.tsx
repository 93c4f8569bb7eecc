'use client';
import { Dialog } from 'radix-ui';
import type { Command } from './command';
import { EDIT_COMMANDS } from './editCommands';
import { shown } from './keys';
import styles from './menu.module.css';
import { NOTEBOOK_COMMANDS } from './notebookCommands';
import { PLACE_COMMANDS } from './placeCommands';
import { RUN_COMMANDS } from './runCommands';
import { SECTION_COMMANDS } from './sectionCommands';
import { SHOW_COMMANDS } from './showCommands';

type Described = Pick<Command<never>, 'name' | 'summary' | 'keys'> & { label: unknown };

const LEAVE: Described = { name: 'leave', label: 'Leave the editor; Tab then goes on', keys: ['Escape'] };

/** The sheet's parts. What is about a cell works while the cell has the keyboard, not its editor. */
const PARTS: readonly { title: string; commands: readonly Described[] }[] = [
  { title: 'Run', commands: RUN_COMMANDS },
  { title: 'Edit a cell', commands: [...EDIT_COMMANDS, LEAVE] },
  { title: 'Go, select, move', commands: [...PLACE_COMMANDS, ...SECTION_COMMANDS] },
  {
    title: 'The notebook',
    commands: NOTEBOOK_COMMANDS.filter((command) => !SHOW_COMMANDS.includes(command)),
  },
  { title: 'Show', commands: SHOW_COMMANDS },
];

const describe = ({ label, summary, name }: Described): string =>
  typeof label === 'string' ? label : (summary ?? name);

/** The keyboard shortcuts, as the commands have them. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={`${styles.dialog} ${styles.sheet}`} aria-describedby={undefined}>
          <Dialog.Title>Keyboard shortcuts</Dialog.Title>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keyboard */}
          <div className={styles.parts} tabIndex={0}>
            {PARTS.map(({ title, commands }) => (
              <section key={title}>
                <h3>{title}</h3>
                <dl>
                  {commands.map((command) =>
                    command.keys ? (
                      <div key={command.name}>
                        <dt>{describe(command)}</dt>
                        <dd>
                          {[...new Set(command.keys.map((keys) => shown(keys)))].slice(0, 2).map((keys) => (
                            <kbd key={keys} className={styles.key}>
                              {keys}
                            </kbd>
                          ))}
                        </dd>
                      </div>
                    ) : null,
                  )}
                </dl>
              </section>
            ))}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
