import {
  ArrowDown,
  ArrowUp,
  BetweenHorizontalEnd,
  BetweenHorizontalStart,
  ChevronDown,
  ChevronUp,
  Code,
  FileCode,
  FileImage,
  Image,
  Pencil,
  Play,
  Sheet,
  Square,
  Terminal,
  Trash2,
  Type,
} from 'lucide-react';
import type { CellKind } from '../../lib/notebook/types';
import type { Command } from './command';
import { type CellContext, isBusy, kindRow } from './context';

type CellCommand = Command<CellContext>;

const canRun = ({ cell }: CellContext) => kindRow(cell.kind).runs;
const last = ({ state }: CellContext) => state.notebook.cells.length - 1;

/** Focus goes to the neighbour in direction `step`, if there is one. */
function focusBy(context: CellContext, step: number) {
  const next = context.state.notebook.cells[context.index + step];
  if (next) context.page.focus(next.id);
}

/** A new cell beside this one has the cell's own kind, and the keyboard goes into it. */
function insertBeside({ session, page, cell, index }: CellContext, below: boolean) {
  const id = session.insert(index + (below ? 1 : 0), kindRow(cell.kind).offered ? cell.kind : 'asm');
  page.focus(id, 'editor');
}

function hasChart({ cell, cellState }: CellContext): boolean {
  return cell.kind === 'js' && (cellState.output?.html?.includes('<svg') ?? false);
}

const exporting = (format: 'svg' | 'png' | 'csv', icon: CellCommand['icon']): CellCommand => ({
  name: `export-${format}`,
  label: `Save chart as ${format.toUpperCase()}`,
  icon,
  group: 'chart',
  when: hasChart,
  perform: ({ page, cell }) => page.exportChart(cell.id, format),
});

const changing = (kind: CellKind, icon: CellCommand['icon'], key: string): CellCommand => ({
  name: `to-${kind}`,
  label: `Change to ${kindRow(kind).label}`,
  icon,
  group: 'kind',
  keys: [key],
  when: ({ cell }) => cell.kind !== kind,
  perform: ({ session, page, cell }) => {
    session.setKind(cell.id, kind);
    page.focus(cell.id);
  },
});

/** Everything that can be done to one cell. */
export const CELL_COMMANDS: readonly CellCommand[] = [
  {
    name: 'run',
    label: 'Run',
    icon: Play,
    group: 'run',
    keys: ['Mod+Enter'],
    typing: true,
    when: (context) => canRun(context) && !isBusy(context.cellState),
    perform: ({ session, cell }) => void session.run(cell.id),
  },
  {
    name: 'stop',
    label: 'Stop',
    icon: Square,
    group: 'run',
    keys: ['Mod+.'],
    typing: true,
    when: ({ cellState }) => isBusy(cellState),
    perform: ({ session, cell }) => session.stop(cell.id),
  },
  {
    name: 'run-next',
    label: 'Run and go to the next',
    icon: Play,
    group: 'run',
    keys: ['Shift+Enter'],
    typing: true,
    perform: (context) => {
      const { session, page, cell, index } = context;
      if (canRun(context)) void session.run(cell.id);
      if (cell.kind === 'md') page.reveal(cell.id, false);
      if (index < last(context)) focusBy(context, 1);
      else page.focus(session.insert(index + 1, cell.kind), 'editor');
    },
  },
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
    icon: Code,
    group: 'source',
    keys: ['o'],
    perform: ({ page, cell }) => page.reveal(cell.id, !page.revealed(cell.id)),
  },
  exporting('svg', FileImage),
  exporting('png', Image),
  exporting('csv', Sheet),
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
    when: ({ index }) => index > 0,
    perform: ({ session, page, cell, index }) => {
      session.move(cell.id, index - 1);
      page.focus(cell.id);
    },
  },
  {
    name: 'move-down',
    label: 'Move down',
    icon: ArrowDown,
    group: 'place',
    keys: ['Alt+ArrowDown'],
    when: (context) => context.index < last(context),
    perform: ({ session, page, cell, index }) => {
      session.move(cell.id, index + 1);
      page.focus(cell.id);
    },
  },
  changing('md', Type, 'm'),
  changing('js', FileCode, 'j'),
  changing('asm', Terminal, 's'),
  {
    name: 'previous',
    label: 'Go to the cell above',
    icon: ChevronUp,
    keys: ['ArrowUp'],
    when: ({ index }) => index > 0,
    perform: (context) => focusBy(context, -1),
  },
  {
    name: 'next',
    label: 'Go to the cell below',
    icon: ChevronDown,
    keys: ['ArrowDown'],
    when: (context) => context.index < last(context),
    perform: (context) => focusBy(context, 1),
  },
  {
    name: 'delete',
    label: 'Delete',
    icon: Trash2,
    group: 'delete',
    keys: ['Delete', 'Mod+Backspace'],
    perform: ({ session, page, cell, index, state }) => {
      const neighbour = state.notebook.cells[index + 1] ?? state.notebook.cells[index - 1];
      session.remove(cell.id);
      if (neighbour) page.focus(neighbour.id);
    },
  },
];

/** The command with this name; the names are ours, so a missing one is a mistake in the code. */
export function cellCommand(name: string): CellCommand {
  const found = CELL_COMMANDS.find((command) => command.name === name);
  if (!found) throw new Error(`no cell command is called ${name}`);
  return found;
}
