'use client';
import { type RefObject, useCallback, useMemo, useReducer } from 'react';
import type { NotebookSession } from '../../lib/notebook/types';
import { fileNameOf } from '../../lib/store';
import type { PageActions } from '../commands/context';
import { saveFile } from './files';

/** What is open and where the keyboard should go: the part of the page that is not in the notebook. */
export interface PageState {
  /** Cells whose source is shown or hidden against their kind's habit. */
  revealed: Record<string, boolean>;
  /** The cell whose editor wants the keyboard; `count` grows with each request. */
  editor: { id: string; count: number } | undefined;
  dialog: 'palette' | 'keys' | undefined;
  /** Told to the reader in passing; undefined when there is nothing to say. */
  message: string | undefined;
}

type Change =
  | { kind: 'reveal'; id: string; shown: boolean }
  | { kind: 'edit'; id: string }
  | { kind: 'dialog'; dialog: PageState['dialog'] }
  | { kind: 'say'; message: string | undefined };

function change(state: PageState, action: Change): PageState {
  switch (action.kind) {
    case 'reveal':
      return { ...state, revealed: { ...state.revealed, [action.id]: action.shown } };
    case 'edit':
      return {
        ...state,
        revealed: { ...state.revealed, [action.id]: true },
        editor: { id: action.id, count: (state.editor?.count ?? 0) + 1 },
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
  if (cell.kind === 'md') return cell.source === '' || cells[id]?.status === 'error';
  return !('hide' in cell.attributes);
}

/** Puts the keyboard on a cell once it is drawn. */
function focusCell(sheet: HTMLElement | null, id: string): void {
  requestAnimationFrame(() => {
    const cell = sheet?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(id)}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest' });
  });
}

/** State and actions of the page around a notebook. */
export function usePage(
  session: NotebookSession,
  sheet: RefObject<HTMLElement | null>,
  onImport: () => void,
) {
  const [state, dispatch] = useReducer(change, {
    revealed: {},
    editor: undefined,
    dialog: undefined,
    message: undefined,
  });
  const { revealed } = state;
  const say = useCallback((message: string | undefined) => dispatch({ kind: 'say', message }), []);

  const page = useMemo<PageActions>(
    () => ({
      focus(id, where = 'cell') {
        if (where === 'editor') dispatch({ kind: 'edit', id });
        else focusCell(sheet.current, id);
      },
      reveal: (id, shown) => dispatch({ kind: 'reveal', id, shown }),
      revealed: (id) => revealed[id] ?? habit(session, id),
      openPalette: () => dispatch({ kind: 'dialog', dialog: 'palette' }),
      openKeys: () => dispatch({ kind: 'dialog', dialog: 'keys' }),
      exportNotebook() {
        const name = fileNameOf(session.snapshot().notebook.title);
        saveFile(name, session.toMarkdown(), 'text/markdown');
        say(`Saved ${name}`);
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
    [session, sheet, revealed, onImport, say],
  );

  const closeDialog = useCallback(() => dispatch({ kind: 'dialog', dialog: undefined }), []);
  return { page, pageState: state, closeDialog, say };
}
