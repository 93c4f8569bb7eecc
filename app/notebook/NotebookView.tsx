'use client';
import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { CellState, NotebookSession } from '../../lib/notebook/types';
import { CellView } from '../cell/CellView';
import { CELL_COMMANDS } from '../commands/cellCommands';
import type { CellContext, NotebookContext } from '../commands/context';
import { KeysDialog } from '../commands/KeysDialog';
import { commandFor, isTyping } from '../commands/keys';
import { NOTEBOOK_COMMANDS } from '../commands/notebookCommands';
import { offers, Palette } from '../commands/Palette';
import { InsertBar } from './InsertBar';
import styles from './notebook.module.css';
import { Outline } from './Outline';
import { OutputFrame } from './OutputFrame';
import { TopBar } from './TopBar';
import { usePage } from './usePage';
import { useSession } from './useSession';

interface Props {
  session: NotebookSession;
  /** Path from this page to the site's root. */
  root: string;
  /** Beside the saved state: a lesson's "modified, reset". */
  note?: ReactNode;
  onImport(): void;
}

const IDLE: CellState = { status: 'idle' };

/** A notebook, live: the bar, the cells, the frame with their outputs, and the keyboard. */
export function NotebookView({ session, root, note, onImport }: Props) {
  const state = useSession(session);
  const sheet = useRef<HTMLDivElement>(null);
  const { page, pageState, closeDialog, say } = usePage(session, sheet, onImport);
  const context = useMemo<NotebookContext>(() => ({ session, state, page }), [session, state, page]);
  const { cells } = state.notebook;

  const contextOf = (id: string): CellContext | undefined => {
    const index = cells.findIndex((cell) => cell.id === id);
    if (index < 0) return undefined;
    return { ...context, cell: cells[index], cellState: state.cells[id] ?? IDLE, index };
  };

  /** The keys of the cell that has the keyboard come first, then the notebook's. */
  const onKey = (event: KeyboardEvent | globalThis.KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    const typing = isTyping(target);
    const section = target?.closest<HTMLElement>('[data-cell]');
    const cell = section && contextOf(section.dataset.cell ?? '');
    // Enter and arrows on a button inside a cell belong to the button.
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const inside = section !== null && target !== section;
    const cellCommand =
      cell && !(inside && plain) ? commandFor(CELL_COMMANDS, cell, event, typing) : undefined;
    if (cell && cellCommand) {
      event.preventDefault();
      event.stopPropagation();
      cellCommand.perform(cell);
      return;
    }
    const command = commandFor(NOTEBOOK_COMMANDS, context, event, typing);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    command.perform(context);
  };
  const latestKey = useRef(onKey);
  latestKey.current = onKey;
  useEffect(() => {
    // Captured before the editor, which would take Ctrl+Enter for itself.
    const listener = (event: globalThis.KeyboardEvent) => latestKey.current(event);
    document.addEventListener('keydown', listener, true);
    return () => document.removeEventListener('keydown', listener, true);
  }, []);

  useEffect(() => {
    if (pageState.message === undefined) return;
    const timer = setTimeout(() => say(undefined), 4000);
    return () => clearTimeout(timer);
  }, [pageState.message, say]);

  const focused = () => {
    const section = document.activeElement?.closest<HTMLElement>('[data-cell]');
    return section ? contextOf(section.dataset.cell ?? '') : undefined;
  };
  const all = () => {
    const cell = focused();
    return [...(cell ? offers(CELL_COMMANDS, cell) : []), ...offers(NOTEBOOK_COMMANDS, context)];
  };

  return (
    <>
      <TopBar context={context} root={root} note={note} />
      <div className={styles.page}>
        <main className={styles.sheet} ref={sheet}>
          <OutputFrame key={state.frame} session={session} sheet={sheet} src={`${root}frame.html`} />
          <div className={styles.cells}>
            {cells.length === 0 && (
              <p className={styles.empty}>
                This notebook is empty. Add a cell: text, JavaScript, or an assembly program to run.
              </p>
            )}
            {cells.map((cell, index) => (
              <Fragment key={cell.id}>
                <InsertBar context={context} index={index} />
                <CellView
                  context={{ ...context, cell, cellState: state.cells[cell.id] ?? IDLE, index }}
                  editorRequest={pageState.editor?.id === cell.id ? pageState.editor.count : 0}
                  pointed={state.pointed === cell.id}
                />
              </Fragment>
            ))}
            <InsertBar context={context} index={cells.length} steady />
          </div>
        </main>
        <Outline cells={cells} onGo={page.focus} />
      </div>
      <div className={styles.toast} role="status" data-shown={pageState.message !== undefined || undefined}>
        {pageState.message}
      </div>
      {pageState.dialog === 'palette' && <Palette all={all()} onClose={closeDialog} />}
      {pageState.dialog === 'keys' && <KeysDialog onClose={closeDialog} />}
    </>
  );
}
