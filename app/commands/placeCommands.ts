import {
  ArrowDown,
  ArrowUp,
  BetweenHorizontalEnd,
  BetweenHorizontalStart,
  ChevronDown,
  ChevronUp,
  SquareDashedMousePointer,
} from 'lucide-react';
import type { CellCommand } from './command';
import { type CellContext, focusBy, kindRow } from './context';

/** A new cell beside this one has the cell's own kind, and the keyboard goes into it. */
function insertBeside({ session, page, cell, index }: CellContext, below: boolean) {
  const id = session.insert(index + (below ? 1 : 0), kindRow(cell.kind).offered ? cell.kind : 'asm');
  page.focus(id, 'editor');
}

/** Places of the first and the last selected cell. */
function bounds({ selection, state, index }: CellContext): [first: number, last: number] {
  const places = selection.map(({ id }) => state.notebook.cells.findIndex((cell) => cell.id === id));
  return [Math.min(index, ...places), Math.max(index, ...places)];
}

function moveTo(context: CellContext, place: number) {
  const { session, page, selection, cell } = context;
  session.move(
    selection.map(({ id }) => id),
    place,
  );
  page.keep(cell.id);
}

function extendBy({ state, page, cell, index }: CellContext, step: number) {
  const next = state.notebook.cells[index + step];
  if (next) page.extend(cell.id, next.id);
}

/** Where cells stand, and going from one to another. Keys as in Jupyter. */
export const PLACE_COMMANDS: readonly CellCommand[] = [
  {
    name: 'add-above',
    label: 'Add a cell above',
    icon: BetweenHorizontalStart,
    group: 'place',
    keys: ['a'],
    perform: (context) => insertBeside(context, false),
  },
  {
    name: 'add-below',
    label: 'Add a cell below',
    icon: BetweenHorizontalEnd,
    group: 'place',
    keys: ['b'],
    perform: (context) => insertBeside(context, true),
  },
  {
    name: 'move-up',
    label: 'Move up',
    icon: ArrowUp,
    group: 'place',
    keys: ['Alt+ArrowUp'],
    when: (context) => bounds(context)[0] > 0,
    perform: (context) => moveTo(context, bounds(context)[0] - 1),
  },
  {
    name: 'move-down',
    label: 'Move down',
    icon: ArrowDown,
    group: 'place',
    keys: ['Alt+ArrowDown'],
    when: (context) => bounds(context)[1] < context.state.notebook.cells.length - 1,
    perform: (context) => moveTo(context, bounds(context)[1] + 2),
  },
  {
    name: 'previous',
    label: 'Go to the cell above',
    icon: ChevronUp,
    keys: ['ArrowUp', 'k'],
    when: ({ index }) => index > 0,
    perform: (context) => focusBy(context, -1),
  },
  {
    name: 'next',
    label: 'Go to the cell below',
    icon: ChevronDown,
    keys: ['ArrowDown', 'j'],
    when: ({ index, state }) => index < state.notebook.cells.length - 1,
    perform: (context) => focusBy(context, 1),
  },
  {
    name: 'select-up',
    label: 'Select the cell above too',
    icon: SquareDashedMousePointer,
    keys: ['Shift+ArrowUp', 'Shift+k'],
    when: ({ index }) => index > 0,
    perform: (context) => extendBy(context, -1),
  },
  {
    name: 'select-down',
    label: 'Select the cell below too',
    icon: SquareDashedMousePointer,
    keys: ['Shift+ArrowDown', 'Shift+j'],
    when: ({ index, state }) => index < state.notebook.cells.length - 1,
    perform: (context) => extendBy(context, 1),
  },
  {
    name: 'select-all',
    label: 'Select all cells',
    icon: SquareDashedMousePointer,
    keys: ['Mod+a'],
    perform: ({ page, state }) => {
      const { cells } = state.notebook;
      page.extend(cells[0].id, cells[cells.length - 1].id);
    },
  },
];
