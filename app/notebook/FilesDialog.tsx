'use client';
import { Download, Trash2, Upload } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import type { NotebookContext } from '../commands/context';
import menu from '../commands/menu.module.css';
import buttons from '../shell/buttons.module.css';
import { IconButton } from '../shell/IconButton';
import styles from './dialogs.module.css';
import { chooseFiles, contentsOf, saveFile } from './files';

const UNITS = ['bytes', 'KB', 'MB', 'GB'];

function sized(bytes: number): string {
  const unit = Math.min(3, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024)));
  return `${(bytes / 1024 ** unit).toFixed(unit === 0 ? 0 : 1)} ${UNITS[unit]}`;
}

/** A file's name, written in place. */
function NameField({ name, onRename }: { name: string; onRename: (to: string) => void }) {
  const [draft, setDraft] = useState<string>();
  return (
    <input
      className={styles.fileName}
      aria-label={`Name of ${name}`}
      spellCheck={false}
      value={draft ?? name}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => {
        if (draft !== undefined) onRename(draft.trim());
        setDraft(undefined);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

/** The notebook's files: added, renamed, saved, deleted. */
export function FilesDialog({ context, onClose }: { context: NotebookContext; onClose: () => void }) {
  const { session, state } = context;
  const add = async () => session.addFiles(await contentsOf(await chooseFiles('')));
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={menu.overlay} />
        <Dialog.Content className={menu.dialog} aria-describedby={undefined}>
          <Dialog.Title>Files of this notebook</Dialog.Title>
          {state.files.length === 0 && (
            <p className={styles.none}>There are none. Drop some on the notebook, or add them here.</p>
          )}
          <p className={styles.none}>
            JavaScript reads them by <code>FileAttachment("name")</code>; a program whose cell says{' '}
            <code>files="name"</code> finds them in its current directory.
          </p>
          <ul className={styles.bin}>
            {state.files.map(({ name, size }) => (
              <li key={name}>
                <NameField name={name} onRename={(to) => session.renameFile(name, to)} />
                <span className={styles.size}>{sized(size)}</span>
                <IconButton
                  icon={Download}
                  label={`Save ${name}`}
                  onClick={() => {
                    const file = session.file(name);
                    if (file) saveFile(name, file.bytes, 'application/octet-stream');
                  }}
                />
                <IconButton icon={Trash2} label={`Delete ${name}`} onClick={() => session.removeFile(name)} />
              </li>
            ))}
          </ul>
          <div className={styles.actions}>
            <button type="button" className={buttons.button} onClick={() => void add()}>
              <Upload size={14} aria-hidden /> Add files
            </button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
