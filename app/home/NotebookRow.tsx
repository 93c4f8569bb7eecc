'use client';
import { Copy, Ellipsis, FilePen, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { NotebookEntry } from '../../lib/store';
import { CommandMenu } from '../commands/CommandMenu';
import type { Command } from '../commands/command';
import { lessonId, slugOf } from '../notebook/origin';
import styles from './home.module.css';

interface Actions {
  remove(entry: NotebookEntry): void;
  restore(entry: NotebookEntry): void;
  erase(entry: NotebookEntry): void;
  duplicate(entry: NotebookEntry): void;
  rename(entry: NotebookEntry, title: string): void;
}

interface Props extends Actions {
  entry: NotebookEntry;
  binned?: boolean;
}

interface Context extends Props {
  startRenaming(): void;
}

/** A lesson's copy opens on the lesson's own page. */
const isLesson = ({ id, origin }: NotebookEntry) => origin !== undefined && id === lessonId(slugOf(origin));
const addressOf = (entry: NotebookEntry): string =>
  isLesson(entry) ? `lessons/${slugOf(entry.origin ?? '')}/` : `notebook/#${entry.id}`;

const COMMANDS: readonly Command<Context>[] = [
  {
    name: 'open',
    label: 'Open',
    icon: FilePen,
    group: 'open',
    when: ({ binned }) => !binned,
    perform: ({ entry }) => location.assign(addressOf(entry)),
  },
  {
    name: 'rename',
    label: 'Rename',
    icon: Pencil,
    group: 'change',
    when: ({ binned }) => !binned,
    perform: ({ startRenaming }) => startRenaming(),
  },
  {
    name: 'duplicate',
    label: 'Duplicate',
    icon: Copy,
    group: 'change',
    when: ({ binned }) => !binned,
    perform: ({ duplicate, entry }) => duplicate(entry),
  },
  {
    name: 'delete',
    label: 'Delete',
    icon: Trash2,
    group: 'delete',
    when: ({ binned }) => !binned,
    perform: ({ remove, entry }) => remove(entry),
  },
  {
    name: 'restore',
    label: 'Put back',
    icon: RotateCcw,
    group: 'open',
    when: ({ binned }) => binned === true,
    perform: ({ restore, entry }) => restore(entry),
  },
  {
    name: 'erase',
    label: 'Delete for good',
    icon: Trash2,
    group: 'delete',
    when: ({ binned }) => binned === true,
    perform: ({ erase, entry }) => erase(entry),
  },
];

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** One notebook of the list: its title, when it was changed, and its menu. */
export function NotebookRow(props: Props) {
  const { entry, binned, rename } = props;
  const [draft, setDraft] = useState<string>();
  const keep = () => {
    if (draft !== undefined && draft.trim() !== '' && draft.trim() !== entry.title)
      rename(entry, draft.trim());
    setDraft(undefined);
  };
  const title = entry.title || 'Untitled';
  return (
    <li className={styles.row}>
      {draft !== undefined ? (
        <input
          className={styles.rename}
          // biome-ignore lint/a11y/noAutofocus: the reader has just asked for this field
          autoFocus
          aria-label={`New title of ${title}`}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
            if (event.key === 'Escape') setDraft(undefined);
          }}
        />
      ) : binned ? (
        <span className={styles.rowTitle}>{title}</span>
      ) : (
        <a className={styles.rowTitle} href={addressOf(entry)}>
          {title}
          {isLesson(entry) && <small>your copy of a lesson</small>}
        </a>
      )}
      <time dateTime={new Date(entry.updated).toISOString()}>{dates.format(entry.updated)}</time>
      <CommandMenu
        label={`What to do with ${title}`}
        icon={Ellipsis}
        commands={COMMANDS}
        context={{ ...props, startRenaming: () => setDraft(entry.title) }}
      />
    </li>
  );
}
