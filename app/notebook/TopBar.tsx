'use client';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { SessionState } from '../../lib/notebook/types';
import { CommandButton } from '../commands/CommandButton';
import { CommandMenu } from '../commands/CommandMenu';
import type { NotebookContext } from '../commands/context';
import { NOTEBOOK_COMMANDS, notebookCommand } from '../commands/notebookCommands';
import { Bar } from '../shell/Bar';
import styles from './notebook.module.css';

function savedWords(saved: SessionState['saved']): string {
  if (typeof saved === 'object') return `Could not save: ${saved.error}`;
  return { saved: 'Saved', saving: 'Saving…', unsaved: 'Not saved yet' }[saved];
}

/** The notebook's name, written in place. */
function TitleField({ context: { session, state } }: { context: NotebookContext }) {
  const { title } = state.notebook;
  const [draft, setDraft] = useState<string>();
  useEffect(() => {
    document.title = `${title || 'Untitled'} · Trapdoor`;
  }, [title]);
  const keep = () => {
    if (draft !== undefined && draft.trim() !== title) session.setTitle(draft.trim() || 'Untitled');
    setDraft(undefined);
  };
  const value = draft ?? title;
  return (
    <input
      className={styles.title}
      aria-label="Title of the notebook"
      placeholder="Untitled"
      size={Math.max(8, value.length)}
      value={value}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setDraft(undefined);
      }}
    />
  );
}

/** The bar over a notebook: title, whether it is saved, and what is done to the whole of it. */
export function TopBar({
  context,
  root,
  note,
}: {
  context: NotebookContext;
  root: string;
  note?: ReactNode;
}) {
  const { state } = context;
  const [undo, redo, run, stop] = ['undo', 'redo', 'run-all', 'stop-all'].map(notebookCommand);
  return (
    <Bar
      root={root}
      middle={
        <>
          <TitleField context={context} />
          <output
            className={styles.saved}
            data-lesson={note !== undefined || undefined}
            data-bad={typeof state.saved === 'object' || undefined}
          >
            {savedWords(state.saved)}
          </output>
          {note}
        </>
      }
    >
      <span className={styles.wideOnly}>
        <CommandButton command={undo} context={context} />
        <CommandButton command={redo} context={context} />
      </span>
      <CommandButton
        command={state.running ? stop : run}
        context={context}
        wide={state.running ? 'plain' : 'primary'}
      />
      <CommandMenu
        label="More for this notebook"
        icon={Ellipsis}
        commands={NOTEBOOK_COMMANDS}
        context={context}
      />
    </Bar>
  );
}
