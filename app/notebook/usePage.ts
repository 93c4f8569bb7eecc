'use client';
import { type RefObject, useCallback, useMemo, useReducer, useRef } from 'react';
import { toIpynb, toKit, writeZip } from '../../lib/notebook/format';
import type { NotebookSession } from '../../lib/notebook/types';
import { fileNameOf } from '../../lib/store';
import { type CellViewName, isProgram, isWritten, type PageActions } from '../commands/context';
import { caretIn, selectIn } from '../editor/carets';
import { cellsById } from './cellsById';
import { saveFile } from './files';
import { type Collapsed, hiddenBy, screens } from './sections';

const MIME = {
  md: 'text/markdown',
  ipynb: 'application/x-ipynb+json',
  html: 'text/html',
  zip: 'application/zip',
} as const;

export type Dialog = 'palette' | 'keys' | 'bin' | 'files' | 'find' | 'dataflow';

/** What is open and where the keyboard should go: the part of the page that is not in the notebook. */
export interface PageState {
  /** Cells whose source is shown or hidden against their kind's habit. */
  revealed: Record<string, boolean>;
  /** Cells whose output is hidden. */
  folded: Record<string, boolean>;
  /** What stands beside a cell's source. */
  views: Record<string, CellViewName | undefined>;
  /** The selection's two ends; it holds while `to` has the keyboard. */
  range: { from: string; to: string } | undefined;
  /** The cell whose editor wants the keyboard; `count` grows with each request, `from` had the keyboard then. */
  editor: { id: string; count: number; from: Element | null } | undefined;
  dialog: Dialog | undefined;
  /** Headings whose section is collapsed. */
  collapsed: Collapsed;
  /** The screen that is presented. */
  screen: number | undefined;
  /** Nothing is around the notebook. */
  alone: boolean;
  /** Told to the reader in passing; undefined when there is nothing to say. */
  message: string | undefined;
}

type Change =
  | { kind: 'reveal'; id: string; shown: boolean }
  | { kind: 'fold'; id: string; folded: boolean }
  | { kind: 'view'; id: string; view: CellViewName | undefined }
  | { kind: 'extend'; from: string; to: string }
  | { kind: 'deselect' }
  | { kind: 'edit'; id: string; from: Element | null }
  | { kind: 'collapse'; ids: readonly string[]; collapsed: boolean }
  | { kind: 'show'; how: Partial<Pick<PageState, 'screen' | 'alone'>> }
  | { kind: 'dialog'; dialog: PageState['dialog'] }
  | { kind: 'say'; message: string | undefined };

function change(state: PageState, action: Change): PageState {
  switch (action.kind) {
    case 'reveal':
      return { ...state, revealed: { ...state.revealed, [action.id]: action.shown } };
    case 'fold':
      return { ...state, folded: { ...state.folded, [action.id]: action.folded } };
    case 'view':
      return { ...state, views: { ...state.views, [action.id]: action.view } };
    case 'extend':
      return { ...state, range: { from: state.range?.from ?? action.from, to: action.to } };
    case 'deselect':
      return state.range ? { ...state, range: undefined } : state;
    case 'edit':
      return {
        ...state,
        revealed: { ...state.revealed, [action.id]: true },
        editor: { id: action.id, count: (state.editor?.count ?? 0) + 1, from: action.from },
      };
    case 'collapse': {
      const changed = Object.fromEntries(action.ids.map((id) => [id, action.collapsed]));
      return { ...state, collapsed: { ...state.collapsed, ...changed } };
    }
    case 'show':
      return { ...state, ...action.how };
    case 'dialog': {
      // What stands beside the notebook goes by the command that brought it.
      const again = action.dialog === 'dataflow' && state.dialog === 'dataflow';
      return { ...state, dialog: again ? undefined : action.dialog };
    }
    case 'say':
      return { ...state, message: action.message };
  }
}

/** Whether a cell shows its source: Markdown only while it is edited, the rest unless its fence says `hide`. */
function habit(session: NotebookSession, id: string): boolean {
  const { notebook, cells } = session.snapshot();
  const cell = cellsById(notebook).get(id);
  if (!cell) return true;
  if (isWritten(cell.kind)) return cell.source === '' || cells[id]?.status === 'error';
  return !('hide' in cell.attributes);
}

function cellOf(sheet: HTMLElement | null, id: string): HTMLElement | null {
  return sheet?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(id)}"]`) ?? null;
}

function takeKeyboard(cell: HTMLElement | null): void {
  cell?.focus({ preventScroll: true });
  cell?.scrollIntoView({ block: 'nearest' });
}

/** Puts the keyboard on a cell once it is drawn where it is to stand. */
function focusDrawn(sheet: HTMLElement | null, id: string): void {
  requestAnimationFrame(() => takeKeyboard(cellOf(sheet, id)));
}

/**
 * Puts the keyboard on a cell: at once from a cell or its source, so that the next key is that cell's already. A field
 * elsewhere writes down what it holds first.
 */
function focusCell(sheet: HTMLElement | null, id: string): void {
  const cell = cellOf(sheet, id);
  const near = document.activeElement?.matches('[data-cell], [data-source] *');
  if (cell && near) takeKeyboard(cell);
  else focusDrawn(sheet, id);
}

/** Calls back once the cell's editor is there: it is loaded when the cell comes near the screen. */
function whenMounted(cell: HTMLElement | null, act: () => void): void {
  if (!cell) return;
  const watched = new MutationObserver(() => {
    if (!cell.querySelector('[data-mounted]')) return;
    watched.disconnect();
    act();
  });
  watched.observe(cell, { subtree: true, childList: true, attributes: true });
}

/** State and actions of the page around a notebook. */
export function usePage(
  session: NotebookSession,
  sheet: RefObject<HTMLElement | null>,
  onImport: () => void,
) {
  const [state, dispatch] = useReducer(change, {
    revealed: {},
    folded: {},
    views: {},
    range: undefined,
    editor: undefined,
    dialog: undefined,
    collapsed: {},
    screen: undefined,
    alone: false,
    message: undefined,
  });
  // The actions stay the same objects, so that cells are not drawn anew when another one changes.
  const latest = useRef(state);
  latest.current = state;
  const say = useCallback((message: string | undefined) => dispatch({ kind: 'say', message }), []);

  /** Brings a cell out from collapsed sections, and its screen up. */
  const bringUp = useCallback(
    (id: string) => {
      const { cells } = session.snapshot().notebook;
      const heads = hiddenBy(cells, latest.current.collapsed).get(id);
      if (heads) dispatch({ kind: 'collapse', ids: heads, collapsed: false });
      const { screen } = latest.current;
      const its = screens(cells).findIndex((ids) => ids.includes(id));
      if (screen !== undefined && its >= 0 && its !== screen)
        dispatch({ kind: 'show', how: { screen: its } });
    },
    [session],
  );

  const page = useMemo<PageActions>(
    () => ({
      focus(id, where = 'cell') {
        dispatch({ kind: 'deselect' });
        bringUp(id);
        if (where === 'editor') dispatch({ kind: 'edit', id, from: document.activeElement });
        else focusCell(sheet.current, id);
      },
      extend(from, to) {
        dispatch({ kind: 'extend', from, to });
        focusDrawn(sheet.current, to);
      },
      keep: (id) => focusDrawn(sheet.current, id),
      fold: (id, hidden) => dispatch({ kind: 'fold', id, folded: hidden }),
      folded: (id) => latest.current.folded[id] ?? false,
      setView: (id, view) => {
        if (view) dispatch({ kind: 'reveal', id, shown: true });
        dispatch({ kind: 'view', id, view });
      },
      view: (id) => latest.current.views[id],
      caret: (id) => caretIn(cellOf(sheet.current, id)),
      say,
      reveal: (id, shown) => dispatch({ kind: 'reveal', id, shown }),
      revealed: (id) => latest.current.revealed[id] ?? habit(session, id),
      select(id, start, end) {
        bringUp(id);
        dispatch({ kind: 'reveal', id, shown: true });
        const cell = cellOf(sheet.current, id);
        if (!selectIn(cell, start, end)) {
          cell?.scrollIntoView({ block: 'center' });
          whenMounted(cell, () => selectIn(cell, start, end));
        }
      },
      collapse: (ids, collapsed) => dispatch({ kind: 'collapse', ids, collapsed }),
      collapsed: (id) => latest.current.collapsed[id] ?? false,
      hidden: (id) => hiddenBy(session.snapshot().notebook.cells, latest.current.collapsed).has(id),
      show: (how) => dispatch({ kind: 'show', how }),
      screen: () => latest.current.screen,
      alone: () => latest.current.alone,
      open: (dialog) => dispatch({ kind: 'dialog', dialog }),
      exportNotebook(format) {
        const { notebook, files } = session.snapshot();
        const name = fileNameOf(notebook.title, format);
        const inside = files.flatMap((file) => session.file(file.name) ?? []);
        const made = {
          md: () => session.toMarkdown(),
          ipynb: () => toIpynb(notebook, inside),
          html: () => toKit(notebook),
          zip: () => writeZip(session.toMarkdown(), inside),
        };
        saveFile(name, made[format](), MIME[format]);
        const left = (format === 'md' || format === 'html') && files.length > 0;
        const told = format === 'html' && notebook.cells.some(({ kind }) => isProgram(kind));
        say(
          left
            ? `Saved ${name} without the notebook's files; a .zip has them`
            : told
              ? `Saved ${name}; its programs are text there`
              : `Saved ${name}`,
        );
      },
      importNotebook: onImport,
      exportChart(id, format) {
        session.exportChart(id, format).then(
          (file) => {
            if (!file) return say('This cell shows no chart.');
            saveFile(file.name, file.bytes, file.type);
            say(`Saved ${file.name}`);
          },
          (error: unknown) =>
            say(`The chart could not be saved: ${error instanceof Error ? error.message : error}`),
        );
      },
    }),
    [session, sheet, onImport, say, bringUp],
  );

  const closeDialog = useCallback(() => dispatch({ kind: 'dialog', dialog: undefined }), []);
  const deselect = useCallback(() => dispatch({ kind: 'deselect' }), []);
  return { page, pageState: state, closeDialog, deselect, say };
}
