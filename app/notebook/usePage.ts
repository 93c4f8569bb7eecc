'use client';
import { type RefObject, useCallback, useMemo, useReducer } from 'react';
import { toIpynb, writeZip } from '../../lib/notebook/format';
import type { NotebookSession } from '../../lib/notebook/types';
import { fileNameOf } from '../../lib/store';
import { isWritten, type PageActions } from '../commands/context';
import { caretIn, selectIn } from '../editor/carets';
import { saveFile } from './files';

const MIME = { md: 'text/markdown', ipynb: 'application/x-ipynb+json', zip: 'application/zip' } as const;

export type Dialog = 'palette' | 'keys' | 'bin' | 'files' | 'find';

/** What is open and where the keyboard should go: the part of the page that is not in the notebook. */
export interface PageState {
  /** Cells whose source is shown or hidden against their kind's habit. */
  revealed: Record<string, boolean>;
  /** Cells whose output is hidden. */
  folded: Record<string, boolean>;
  /** The selection's two ends; it holds while `to` has the keyboard. */
  range: { from: string; to: string } | undefined;
  /** The cell whose editor wants the keyboard; `count` grows with each request, `from` had the keyboard then. */
  editor: { id: string; count: number; from: Element | null } | undefined;
  dialog: Dialog | undefined;
  /** Told to the reader in passing; undefined when there is nothing to say. */
  message: string | undefined;
}

type Change =
  | { kind: 'reveal'; id: string; shown: boolean }
  | { kind: 'fold'; id: string; folded: boolean }
  | { kind: 'extend'; from: string; to: string }
  | { kind: 'deselect' }
  | { kind: 'edit'; id: string; from: Element | null }
  | { kind: 'dialog'; dialog: PageState['dialog'] }
  | { kind: 'say'; message: string | undefined };

function change(state: PageState, action: Change): PageState {
  switch (action.kind) {
    case 'reveal':
      return { ...state, revealed: { ...state.revealed, [action.id]: action.shown } };
    case 'fold':
      return { ...state, folded: { ...state.folded, [action.id]: action.folded } };
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
    case 'dialog':
      return { ...state, dialog: action.dialog };
    case 'say':
      return { ...state, message: action.message };
  }
}

/** Whether a cell shows its source: Markdown only while it is edited, the rest unless its fence says `hide`. */
function habit(session: NotebookSession, id: string): boolean {
  const { notebook, cells } = session.snapshot();
  const cell = notebook.cells.find((candidate) => candidate.id === id);
  if (!cell) return true;
  if (isWritten(cell.kind)) return cell.source === '' || cells[id]?.status === 'error';
  return !('hide' in cell.attributes);
}

function cellOf(sheet: HTMLElement | null, id: string): HTMLElement | null {
  return sheet?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(id)}"]`) ?? null;
}

/** Puts the keyboard on a cell once it is drawn. */
function focusCell(sheet: HTMLElement | null, id: string): void {
  requestAnimationFrame(() => {
    const cell = cellOf(sheet, id);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest' });
  });
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
    range: undefined,
    editor: undefined,
    dialog: undefined,
    message: undefined,
  });
  const { revealed, folded } = state;
  const say = useCallback((message: string | undefined) => dispatch({ kind: 'say', message }), []);

  const page = useMemo<PageActions>(
    () => ({
      focus(id, where = 'cell') {
        dispatch({ kind: 'deselect' });
        if (where === 'editor') dispatch({ kind: 'edit', id, from: document.activeElement });
        else focusCell(sheet.current, id);
      },
      extend(from, to) {
        dispatch({ kind: 'extend', from, to });
        focusCell(sheet.current, to);
      },
      keep: (id) => focusCell(sheet.current, id),
      fold: (id, hidden) => dispatch({ kind: 'fold', id, folded: hidden }),
      folded: (id) => folded[id] ?? false,
      caret: (id) => caretIn(cellOf(sheet.current, id)),
      say,
      reveal: (id, shown) => dispatch({ kind: 'reveal', id, shown }),
      revealed: (id) => revealed[id] ?? habit(session, id),
      show(id, start, end) {
        dispatch({ kind: 'reveal', id, shown: true });
        const cell = cellOf(sheet.current, id);
        if (!selectIn(cell, start, end)) {
          cell?.scrollIntoView({ block: 'center' });
          whenMounted(cell, () => selectIn(cell, start, end));
        }
      },
      open: (dialog) => dispatch({ kind: 'dialog', dialog }),
      exportNotebook(format) {
        const { notebook, files } = session.snapshot();
        const name = fileNameOf(notebook.title, format);
        const inside = files.flatMap((file) => session.file(file.name) ?? []);
        const made = {
          md: () => session.toMarkdown(),
          ipynb: () => toIpynb(notebook),
          zip: () => writeZip(session.toMarkdown(), inside),
        };
        saveFile(name, made[format](), MIME[format]);
        const left = format !== 'zip' && files.length > 0;
        say(left ? `Saved ${name} without the notebook's files; a .zip has them` : `Saved ${name}`);
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
    [session, sheet, revealed, folded, onImport, say],
  );

  const closeDialog = useCallback(() => dispatch({ kind: 'dialog', dialog: undefined }), []);
  const deselect = useCallback(() => dispatch({ kind: 'deselect' }), []);
  return { page, pageState: state, closeDialog, deselect, say };
}
