'use client';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Cell, CellState, NotebookSession } from '../../lib/notebook/types';
import { CELL_COMMANDS } from '../commands/cellCommands';
import { offers } from '../commands/command';
import { type CellContext, cellContext, notebookContext } from '../commands/context';
import { KeysDialog } from '../commands/KeysDialog';
import { commandFor, isTyping } from '../commands/keys';
import { NOTEBOOK_COMMANDS } from '../commands/notebookCommands';
import { Palette } from '../commands/Palette';
import { Dataflow } from '../dataflow/Dataflow';
import { setBook } from '../editor/javascript/book';
import { Screens } from '../present/Screens';
import { BinDialog } from './BinDialog';
import { Cells, type Place } from './Cells';
import { Empty } from './Empty';
import { FilesDialog } from './FilesDialog';
import { FindBar } from './FindBar';
import { InsertBar } from './InsertBar';
import styles from './notebook.module.css';
import { Outline } from './Outline';
import { OutputFrame } from './OutputFrame';
import { collapsible, hiddenBy, screens } from './sections';
import { TopBar } from './TopBar';
import { useDrag } from './useDrag';
import { useFiles } from './useFiles';
import { usePage } from './usePage';
import { useSession } from './useSession';
import { useHovered, useUnpressed } from './useUnpressed';
import type { Wish } from './wake';

interface Props {
  session: NotebookSession;
  /** Path from this page to the site's root. */
  root: string;
  /** Beside the saved state: a lesson's "modified, reset". */
  note?: ReactNode;
  /** Something to be done at once. */
  wish?: Wish;
  onImport(): void;
}

const IDLE: CellState = { status: 'idle' };
const NONE: readonly Cell[] = [];

/** The cells from one end of a range to the other, in order; none without a range. */
function between(cells: readonly Cell[], range: { from: string; to: string } | undefined): readonly Cell[] {
  if (!range) return NONE;
  const ends = [range.from, range.to].map((id) => cells.findIndex((cell) => cell.id === id));
  return ends.includes(-1) ? NONE : cells.slice(Math.min(...ends), Math.max(...ends) + 1);
}

/** The places as they were, where these are no others. */
function useSame(places: readonly Place[]): readonly Place[] {
  const last = useRef(places);
  const { current } = last;
  const same =
    places.length === current.length &&
    places.every(({ id, index, section }, i) => {
      const before = current[i];
      return id === before.id && index === before.index && section === before.section;
    });
  if (!same) last.current = places;
  return last.current;
}

/** How much larger outputs are where the notebook is presented. */
const SCALE = 1.5;

/** Time within which two keys are one command. */
const SEQUENCE_MS = 800;

/** A notebook, live: the bar, the cells, the frame with their outputs, and the keyboard. */
export function NotebookView({ session, root, note, wish, onImport }: Props) {
  const state = useSession(session);
  const sheet = useRef<HTMLDivElement>(null);
  const { page, pageState, closeDialog, deselect, say } = usePage(session, sheet, onImport);
  const context = useMemo(() => notebookContext(session, page), [session, page]);
  const { cells } = state.notebook;
  const { screen, alone } = pageState;
  const presented = useMemo(() => screens(cells), [cells]);
  const hidden = useMemo(() => hiddenBy(cells, pageState.collapsed), [cells, pageState.collapsed]);
  const places = useSame(
    useMemo(() => {
      const heads = new Set(screen === undefined ? collapsible(cells) : []);
      const isShown = (id: string) =>
        screen === undefined ? !hidden.has(id) : presented[screen]?.includes(id);
      return cells.flatMap(({ id }, index): Place[] => {
        if (!isShown(id)) return [];
        const below = [...hidden.values()].filter((by) => by.includes(id)).length;
        return [{ id, index, section: heads.has(id) ? below : undefined }];
      });
    }, [cells, hidden, presented, screen]),
  );

  const selected = useMemo(() => between(cells, pageState.range), [cells, pageState.range]);
  const drag = useDrag(session, sheet, selected);
  const dropped = useFiles(session, page, sheet);
  const place = drag.place ?? dropped;
  /** The cell that had the keyboard last: commands of the palette and of menus are about it. */
  const last = useRef<string>(undefined);
  const [focused, setFocused] = useUnpressed();
  const hovered = useHovered();

  const contextOf = (id: string): CellContext | undefined => {
    const index = cells.findIndex((cell) => cell.id === id);
    if (index < 0) return undefined;
    const selection = selected.length > 0 && pageState.range?.to === id ? selected : [cells[index]];
    const cellState = state.cells[id] ?? IDLE;
    return cellContext(context, { cell: cells[index], cellState, index, selection });
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
    // Space and Enter press what has the keyboard.
    const pressed = plain && /^(?: |Enter)$/.test(event.key) && target?.closest('button, a, summary, label');
    const command = pressed ? undefined : commandFor(NOTEBOOK_COMMANDS, context, event, typing);
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

  // A screen begins at its top, and without a bar there is nothing above it.
  useEffect(() => {
    if (screen !== undefined) scrollTo({ top: 0 });
    if (screen !== undefined || alone) document.body.dataset.bare = '';
    return () => void delete document.body.dataset.bare;
  }, [screen, alone]);

  useEffect(() => {
    if (pageState.message === undefined) return;
    const timer = setTimeout(() => say(undefined), 4000);
    return () => clearTimeout(timer);
  }, [pageState.message, say]);

  const { notebook, graph } = state;
  useEffect(() => {
    setBook({ notebook, graph }, (id, start, end) => {
      page.select(id, start, end);
      page.focus(id, 'editor');
    });
  }, [notebook, graph, page]);

  useEffect(() => {
    if (wish?.kind === 'run-all') void session.runAll();
    else if (wish?.kind === 'run') void session.run(wish.cell);
    else if (wish) page.focus(wish.cell, 'editor');
  }, [wish, session, page]);

  const current = () => {
    const section = document.activeElement?.closest<HTMLElement>('[data-cell]');
    const id = section?.dataset.cell ?? last.current;
    return id === undefined ? undefined : contextOf(id);
  };
  const all = () => {
    const cell = current();
    return [...(cell ? offers(CELL_COMMANDS, cell) : []), ...offers(NOTEBOOK_COMMANDS, context)];
  };

  return (
    <>
      <TopBar context={context} root={root} note={note} />
      <div className={styles.page} data-mode={screen !== undefined ? 'present' : alone ? 'alone' : undefined}>
        <main
          className={styles.sheet}
          ref={sheet}
          {...drag.handlers}
          // The frame with the outputs would take the pointer for itself.
          data-dragging={place !== undefined || undefined}
          onFocus={({ target, currentTarget }) => {
            // A cell's menu lies elsewhere in the page.
            if (!currentTarget.contains(target)) return;
            const id = target.closest<HTMLElement>('[data-cell]')?.dataset.cell;
            if (id !== undefined) last.current = id;
            setFocused(id);
            if (id !== undefined && id !== pageState.range?.to) deselect();
          }}
          onBlur={({ relatedTarget, currentTarget }) => {
            if (!currentTarget.contains(relatedTarget) && !relatedTarget?.closest('[role="menu"]'))
              setFocused(undefined);
          }}
        >
          <h1 className="visually-hidden">{state.notebook.title || 'Untitled'}</h1>
          <OutputFrame
            key={state.frame}
            session={session}
            sheet={sheet}
            root={root}
            scale={screen === undefined ? 1 : SCALE}
          />
          <div className={styles.cells}>
            {cells.length === 0 && <Empty context={context} />}
            <Cells
              context={context}
              places={places}
              count={cells.length}
              pageState={pageState}
              selected={selected}
              focused={focused}
              pointed={state.pointed}
              hovered={hovered}
              dropping={place}
              big={screen !== undefined}
            />
            <InsertBar context={context} index={cells.length} dropping={place === cells.length} steady />
          </div>
        </main>
        <Outline cells={cells} onGo={page.focus} />
      </div>
      <div className={styles.toast} role="status" data-shown={pageState.message !== undefined || undefined}>
        {pageState.message}
      </div>
      {drag.count > 1 && <div className={styles.dragged}>{drag.count} cells</div>}
      {screen !== undefined && <Screens context={context} screen={screen} count={presented.length} />}
      {pageState.dialog === 'palette' && <Palette all={all()} onClose={closeDialog} />}
      {pageState.dialog === 'keys' && <KeysDialog onClose={closeDialog} />}
      {pageState.dialog === 'bin' && <BinDialog context={context} onClose={closeDialog} />}
      {pageState.dialog === 'files' && <FilesDialog context={context} onClose={closeDialog} />}
      {pageState.dialog === 'dataflow' && <Dataflow context={context} state={state} onClose={closeDialog} />}
      {pageState.dialog === 'find' && <FindBar context={context} onClose={closeDialog} />}
    </>
  );
}
