'use client';
import { Ellipsis } from 'lucide-react';
import { memo, type ReactNode, useEffect, useState } from 'react';
import type { CellState, NotebookSession, SessionState } from '../../lib/notebook/types';
import { CommandButton } from '../commands/CommandButton';
import { CommandMenu } from '../commands/CommandMenu';
import { isBusy, isProgram, type NotebookContext } from '../commands/context';
import { NOTEBOOK_COMMANDS, notebookCommand } from '../commands/notebookCommands';
import { Bar } from '../shell/Bar';
import styles from './notebook.module.css';

const IDLE: CellState = { status: 'idle' };

function savedWords(saved: SessionState['saved']): string {
  if (typeof saved === 'object') return `Could not save: ${saved.error}`;
  return { saved: 'Saved', saving: 'Saving…', unsaved: 'Not saved yet' }[saved];
}

/** How long JavaScript is evaluated before the bar says so: mostly it is over in a moment, at every key. */
const LASTING_MS = 300;

/** Whether something is so for a while already. */
function useLasting(now: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    setLasting(false);
    if (!now) return;
    const timer = setTimeout(() => setLasting(true), LASTING_MS);
    return () => clearTimeout(timer);
  }, [now]);
  return now && lasting;
}

/** The notebook's name, written in place. */
const TitleField = memo(function TitleField({ session, title }: { session: NotebookSession; title: string }) {
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
});

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
  const { state, session } = context;
  const { cells, title } = state.notebook;
  const [undo, redo, run, stop] = ['undo', 'redo', 'run-all', 'stop-all'].map(notebookCommand);
  const programs = cells.some(({ id, kind }) => isProgram(kind) && isBusy(state.cells[id] ?? IDLE));
  const lasting = useLasting(state.running);
  const busy = programs || lasting;
  return (
    <Bar
      root={root}
      middle={
        <>
          <TitleField session={session} title={title} />
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
        command={busy ? stop : { ...run, when: () => cells.length > 0 }}
        context={context}
        wide={busy ? 'plain' : 'primary'}
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
