'use client';
import { Copy, Ellipsis, FilePen, Pencil, RotateCcw, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { NotebookRow as Entry } from '../../lib/store/database';
import { CommandMenu } from '../commands/CommandMenu';
import type { Command } from '../commands/command';
import { isFrom, lessonId, slugOf } from '../notebook/origin';
import styles from './home.module.css';

interface Actions {
  remove(entry: Entry): void;
  restore(entry: Entry): void;
  erase(entry: Entry): void;
  duplicate(entry: Entry): void;
  rename(entry: Entry, title: string): void;
  reset(entry: Entry): void;
}

interface Props extends Actions {
  entry: Entry;
  /** What the lessons' texts are now, by slug. */
  lessons: Record<string, string>;
  binned?: boolean;
}

interface Context extends Props {
  startRenaming(): void;
}

/** A lesson's copy opens on the lesson's own page. */
const isLesson = ({ id, origin }: Entry) => origin !== undefined && id === lessonId(slugOf(origin));
const addressOf = (entry: Entry): string =>
  isLesson(entry) ? `lessons/${slugOf(entry.origin ?? '')}/` : `notebook/#${entry.id}`;

/** How a lesson's copy stands to its lesson. */
function lessonWords(entry: Entry, lessons: Record<string, string>): string | undefined {
  const { origin, text } = entry;
  if (!isLesson(entry) || origin === undefined) return undefined;
  const slug = slugOf(origin);
  const words = isFrom(origin, text) ? 'lesson' : 'lesson, modified';
  return lessons[slug] === origin ? words : `${words}; the original has changed since`;
}

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
    name: 'reset',
    label: 'Reset to the original',
    icon: Undo2,
    group: 'change',
    when: ({ binned, entry }) => !binned && isLesson(entry),
    perform: ({ reset, entry }) => reset(entry),
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
  const { entry, lessons, binned, rename } = props;
  const [draft, setDraft] = useState<string>();
  const keep = () => {
    if (draft !== undefined && draft.trim() !== '' && draft.trim() !== entry.title)
      rename(entry, draft.trim());
    setDraft(undefined);
  };
  const title = entry.title || 'Untitled';
  const words = lessonWords(entry, lessons);
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
          {words && <small>{words}</small>}
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
