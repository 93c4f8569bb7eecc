'use client';
import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Cell, CellState, NotebookSession } from '../../lib/notebook/types';
import { CellView } from '../cell/CellView';
import { CELL_COMMANDS } from '../commands/cellCommands';
import type { CellContext, NotebookContext } from '../commands/context';
import { KeysDialog } from '../commands/KeysDialog';
import { commandFor, isTyping } from '../commands/keys';
import { NOTEBOOK_COMMANDS } from '../commands/notebookCommands';
import { offers, Palette } from '../commands/Palette';
import { BinDialog } from './BinDialog';
import { FilesDialog } from './FilesDialog';
import { FindBar } from './FindBar';
import { InsertBar } from './InsertBar';
import styles from './notebook.module.css';
import { Outline } from './Outline';
import { OutputFrame } from './OutputFrame';
import { TopBar } from './TopBar';
import { useDrag } from './useDrag';
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

/** The cells from one end of a range to the other, in order; none without a range. */
function between(cells: readonly Cell[], range: { from: string; to: string } | undefined): readonly Cell[] {
  if (!range) return [];
  const ends = [range.from, range.to].map((id) => cells.findIndex((cell) => cell.id === id));
  return ends.includes(-1) ? [] : cells.slice(Math.min(...ends), Math.max(...ends) + 1);
}

/** Time within which two keys are one command. */
const SEQUENCE_MS = 800;

/** A notebook, live: the bar, the cells, the frame with their outputs, and the keyboard. */
export function NotebookView({ session, root, note, onImport }: Props) {
  const state = useSession(session);
  const sheet = useRef<HTMLDivElement>(null);
  const { page, pageState, closeDialog, deselect, say } = usePage(session, sheet, onImport);
  const context = useMemo<NotebookContext>(() => ({ session, state, page }), [session, state, page]);
  const { cells } = state.notebook;
  const drag = useDrag(session, sheet);

  const selected = useMemo(() => between(cells, pageState.range), [cells, pageState.range]);

  const contextOf = (id: string): CellContext | undefined => {
    const index = cells.findIndex((cell) => cell.id === id);
    if (index < 0) return undefined;
    const selection = selected.length > 0 && pageState.range?.to === id ? selected : [cells[index]];
    return { ...context, cell: cells[index], cellState: state.cells[id] ?? IDLE, index, selection };
  };

  const lastKey = useRef<globalThis.KeyboardEvent>(undefined);
  /** The keys of the cell that has the keyboard come first, then the notebook's. */
  const onKey = (event: KeyboardEvent | globalThis.KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const target = event.target instanceof HTMLElement ? event.target : null;
    // At a program's terminal keys are the program's, but for the one that stops it.
    if (target?.closest('[data-keyboard]') && event.key !== '.') return;
    const typing = isTyping(target);
    const section = target?.closest<HTMLElement>('[data-cell]');
    const cell = section && contextOf(section.dataset.cell ?? '');
    // Enter and arrows on a button inside a cell belong to the button.
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const inside = section !== null && target !== section;
    const before = lastKey.current;
    const sequence = before && event.timeStamp - before.timeStamp < SEQUENCE_MS ? before : undefined;
    lastKey.current = event instanceof globalThis.KeyboardEvent ? event : event.nativeEvent;
    const cellCommand =
      cell && !(inside && plain) ? commandFor(CELL_COMMANDS, cell, event, typing, sequence) : undefined;
    if (cell && cellCommand) {
      event.preventDefault();
      event.stopPropagation();
      lastKey.current = undefined;
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
        <main
          className={styles.sheet}
          ref={sheet}
          {...drag.handlers}
          onFocus={({ target }) => {
            const id = target.closest<HTMLElement>('[data-cell]')?.dataset.cell;
            if (id !== undefined && id !== pageState.range?.to) deselect();
          }}
        >
          <h1 className="visually-hidden">{state.notebook.title || 'Untitled'}</h1>
          <OutputFrame key={state.frame} session={session} sheet={sheet} src={`${root}frame.html`} />
          <div className={styles.cells}>
            {cells.length === 0 && (
              <p className={styles.empty}>
                This notebook is empty. Add a cell: text, JavaScript, or an assembly program to run.
              </p>
            )}
            {cells.map((cell, index) => (
              <Fragment key={cell.id}>
                <InsertBar context={context} index={index} dropping={drag.place === index} />
                <CellView
                  context={
                    contextOf(cell.id) ?? { ...context, cell, cellState: IDLE, index, selection: [cell] }
                  }
                  selected={selected.length > 1 && selected.includes(cell)}
                  editorRequest={pageState.editor?.id === cell.id ? pageState.editor.count : 0}
                  editorFrom={pageState.editor?.id === cell.id ? pageState.editor.from : null}
                  pointed={state.pointed === cell.id}
                />
              </Fragment>
            ))}
            <InsertBar context={context} index={cells.length} dropping={drag.place === cells.length} steady />
          </div>
        </main>
        <Outline cells={cells} onGo={page.focus} />
      </div>
      <div className={styles.toast} role="status" data-shown={pageState.message !== undefined || undefined}>
        {pageState.message}
      </div>
      {pageState.dialog === 'palette' && <Palette all={all()} onClose={closeDialog} />}
      {pageState.dialog === 'keys' && <KeysDialog onClose={closeDialog} />}
      {pageState.dialog === 'bin' && <BinDialog context={context} onClose={closeDialog} />}
      {pageState.dialog === 'files' && <FilesDialog context={context} onClose={closeDialog} />}
      {pageState.dialog === 'find' && <FindBar context={context} onClose={closeDialog} />}
    </>
  );
}
