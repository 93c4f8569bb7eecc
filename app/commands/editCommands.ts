import {
  Bug,
  CircleHelp,
  ClipboardPaste,
  Code,
  Columns2,
  Copy,
  FileCode,
  FoldVertical,
  Merge,
  Pencil,
  Scissors,
  SquareSplitVertical,
  Terminal,
  Trash2,
  Type,
} from 'lucide-react';
import type { CellKind } from '../../lib/notebook/types';
import { copiedCells, copyCells } from './clipboard';
import type { CellCommand } from './command';
import { type CellContext, isWritten, kindRow } from './context';

const changing = (kind: CellKind, icon: CellCommand['icon'], key: string): CellCommand => ({
  name: `to-${kind}`,
  label: `Change to ${kindRow(kind).label}`,
  icon,
  group: 'kind',
  keys: [key],
  when: ({ cell }) => cell.kind !== kind && kindRow(kind).offered,
  perform: ({ session, page, selection, cell }) => {
    for (const { id } of selection) session.setKind(id, kind);
    page.keep(cell.id);
  },
});

/** Deletes what is selected; the keyboard goes to the cell that takes its place. */
function remove({ session, page, selection, state }: CellContext) {
  const { cells } = state.notebook;
  const gone = new Set(selection.map(({ id }) => id));
  const first = cells.findIndex(({ id }) => gone.has(id));
  const next = cells.slice(first).find(({ id }) => !gone.has(id)) ?? cells[first - 1];
  session.remove([...gone]);
  if (next) page.focus(next.id);
  page.say(`${gone.size === 1 ? 'Cell deleted' : `${gone.size} cells deleted`}. Undo brings it back.`);
}

async function paste({ session, page }: CellContext, index: number) {
  const cells = await copiedCells();
  const ids = session.insertAll(index, cells);
  if (ids.length > 0) page.focus(ids[ids.length - 1]);
  else page.say('There is no cell on the clipboard.');
}

/** What a cell holds. Keys as in Jupyter. */
export const EDIT_COMMANDS: readonly CellCommand[] = [
  {
    name: 'edit',
    label: 'Edit',
    icon: Pencil,
    group: 'source',
    keys: ['Enter'],
    perform: ({ page, cell }) => page.focus(cell.id, 'editor'),
  },
  {
    name: 'source',
    label: ({ page, cell }) => (page.revealed(cell.id) ? 'Hide the source' : 'Show the source'),
    summary: 'Show or hide the source',
    icon: Code,
    group: 'source',
    keys: ['u'],
    perform: ({ page, selection, cell }) => {
      const shown = !page.revealed(cell.id);
      for (const { id } of selection) page.reveal(id, shown);
    },
  },
  {
    name: 'code',
    label: ({ page, cell }) => (page.view(cell.id) === 'code' ? 'Hide the assembly' : 'Assembly'),
    summary: 'Show or hide the assembly of a program',
    icon: Columns2,
    group: 'source',
    keys: ['e', 'Mod+e'],
    typing: true,
    when: ({ cell }) => cell.kind === 'c' || cell.kind === 'asm',
    perform: ({ page, cell }) => page.setView(cell.id, page.view(cell.id) === 'code' ? undefined : 'code'),
  },
  {
    name: 'debug',
    label: ({ page, cell }) => (page.view(cell.id) === 'debug' ? 'End the debugger' : 'Debug'),
    summary: 'Debug a program, or end it',
    icon: Bug,
    group: 'source',
    keys: ['Shift+e', 'Mod+Shift+e'],
    typing: true,
    when: ({ cell }) => cell.kind === 'c' || cell.kind === 'asm',
    perform: ({ page, cell }) => page.setView(cell.id, page.view(cell.id) === 'debug' ? undefined : 'debug'),
  },
  {
    name: 'fold',
    label: ({ page, cell }) => (page.folded(cell.id) ? 'Show the output' : 'Hide the output'),
    summary: 'Show or hide the output',
    icon: FoldVertical,
    group: 'source',
    keys: ['o'],
    when: ({ cell, cellState }) => !isWritten(cell.kind) && cellState.output !== undefined,
    perform: ({ page, selection, cell }) => {
      const folded = !page.folded(cell.id);
      for (const { id } of selection) page.fold(id, folded);
    },
  },
  {
    name: 'cut',
    label: 'Cut',
    icon: Scissors,
    group: 'clipboard',
    keys: ['x'],
    perform: (context) => {
      copyCells(context.selection);
      remove(context);
    },
  },
  {
    name: 'copy',
    label: 'Copy',
    icon: Copy,
    group: 'clipboard',
    keys: ['c'],
    perform: ({ page, selection }) => {
      copyCells(selection);
      page.say(selection.length === 1 ? 'Cell copied' : `${selection.length} cells copied`);
    },
  },
  {
    name: 'paste-below',
    label: 'Paste below',
    icon: ClipboardPaste,
    group: 'clipboard',
    keys: ['v'],
    perform: (context) => void paste(context, context.index + 1),
  },
  {
    name: 'paste-above',
    label: 'Paste above',
    icon: ClipboardPaste,
    keys: ['Shift+v'],
    perform: (context) => void paste(context, context.index),
  },
  {
    name: 'split',
    label: 'Split where the caret is',
    icon: SquareSplitVertical,
    group: 'clipboard',
    keys: ['Mod+Shift+-', 'Mod+Shift+_'],
    typing: true,
    when: ({ page, cell }) => page.caret(cell.id) !== undefined,
    perform: ({ session, page, cell }) => {
      const second = session.split(cell.id, page.caret(cell.id) ?? 0);
      if (second) page.focus(second, 'editor');
    },
  },
  {
    name: 'merge',
    label: ({ selection }) => (selection.length > 1 ? 'Join the selected cells' : 'Join with the cell below'),
    summary: 'Join cells',
    icon: Merge,
    group: 'clipboard',
    keys: ['Shift+m'],
    when: ({ selection, index, state }) => selection.length > 1 || index < state.notebook.cells.length - 1,
    perform: ({ session, page, selection, state, index }) => {
      const joined = selection.length > 1 ? selection : state.notebook.cells.slice(index, index + 2);
      session.merge(joined.map(({ id }) => id));
      page.focus(joined[0].id);
    },
  },
  changing('md', Type, 'm'),
  changing('js', FileCode, 'y'),
  changing('asm', Terminal, 's'),
  changing('c', FileCode, 'l'),
  changing('sh', Terminal, 'h'),
  changing('exercise', CircleHelp, 'e'),
  {
    name: 'delete',
    label: 'Delete',
    icon: Trash2,
    group: 'delete',
    keys: ['d d', 'Delete', 'Mod+Backspace'],
    perform: remove,
  },
];
