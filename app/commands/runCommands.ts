import { FileImage, Image, Play, RefreshCw, Sheet, Square } from 'lucide-react';
import { runsByItself } from '../../lib/notebook/mode';
import type { CellCommand } from './command';
import { type CellContext, focusBy, isBusy, isWritten, kindRow } from './context';

const canRun = ({ cell }: CellContext) => kindRow(cell.kind).runs;
const last = ({ state }: CellContext) => state.notebook.cells.length - 1;

/** Runs what is selected; text is drawn, so its editor closes. */
function runSelection(context: CellContext) {
  const { session, page, selection } = context;
  for (const cell of selection) {
    if (isWritten(cell.kind)) page.reveal(cell.id, false);
    if (kindRow(cell.kind).runs) void session.run(cell.id);
  }
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

/** Running a cell, and what can be done with what came of it. Keys as in Jupyter. */
export const RUN_COMMANDS: readonly CellCommand[] = [
  {
    name: 'run',
    label: 'Run',
    icon: Play,
    group: 'run',
    keys: ['Mod+Enter', 'Ctrl+Enter'],
    typing: true,
    when: (context) => canRun(context) && !isBusy(context.cellState),
    perform: runSelection,
  },
  {
    name: 'stop',
    label: 'Stop',
    icon: Square,
    group: 'run',
    keys: ['Mod+.', 'i i'],
    typing: true,
    when: ({ cellState }) => isBusy(cellState),
    perform: ({ session, cell }) => session.stop(cell.id),
  },
  {
    name: 'run-mode',
    label: ({ cell, state }) =>
      runsByItself(state.notebook, cell) ? 'Run on demand' : 'Run when it changes',
    summary: 'The cell runs when it changes, or on demand',
    icon: RefreshCw,
    group: 'run',
    when: ({ cell }) => kindRow(cell.kind).runs && !isWritten(cell.kind),
    perform: ({ session, cell, state }) =>
      session.setAttribute(cell.id, 'run', runsByItself(state.notebook, cell) ? 'demand' : 'auto'),
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
      runSelection(context);
      if (index < last(context)) focusBy(context, 1);
      else page.focus(session.insert(index + 1, cell.kind), 'editor');
    },
  },
  {
    name: 'run-insert',
    label: 'Run and add a cell below',
    icon: Play,
    group: 'run',
    keys: ['Alt+Enter'],
    typing: true,
    perform: (context) => {
      const { session, page, cell, index } = context;
      runSelection(context);
      page.focus(session.insert(index + 1, cell.kind), 'editor');
    },
  },
  exporting('svg', FileImage),
  exporting('png', Image),
  exporting('csv', Sheet),
];
