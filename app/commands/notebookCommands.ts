import {
  ArchiveRestore,
  Command as CommandIcon,
  Download,
  FilePlus,
  Keyboard,
  Paperclip,
  Play,
  Redo2,
  RefreshCw,
  Search,
  Square,
  Undo2,
  Upload,
  Waypoints,
} from 'lucide-react';
import { runsByItself } from '../../lib/notebook/mode';
import { addFiles } from '../notebook/bringFiles';
import type { Command } from './command';
import type { NotebookContext } from './context';
import { SHOW_COMMANDS } from './showCommands';

/** Undoes or redoes a step; the keyboard goes to a cell that comes back by it. */
function travel({ session, page }: NotebookContext, step: () => void) {
  const before = new Set(session.snapshot().notebook.cells.map(({ id }) => id));
  step();
  const back = session.snapshot().notebook.cells.find(({ id }) => !before.has(id));
  if (back) page.focus(back.id);
}

/** Everything that can be done to the notebook as a whole. */
export const NOTEBOOK_COMMANDS: readonly Command<NotebookContext>[] = [
  {
    name: 'run-all',
    label: 'Run all',
    icon: Play,
    group: 'run',
    keys: ['Mod+Shift+Enter'],
    typing: true,
    when: ({ state }) => !state.running && state.notebook.cells.length > 0,
    perform: ({ session }) => void session.runAll(),
  },
  {
    name: 'stop-all',
    label: 'Stop',
    icon: Square,
    group: 'run',
    keys: ['Mod+Shift+.', 'Mod+Shift+>'],
    typing: true,
    when: ({ state }) => state.running,
    perform: ({ session }) => session.stop(),
  },
  {
    name: 'run-mode',
    label: ({ state }) =>
      runsByItself(state.notebook) ? 'Run programs on demand' : 'Run programs when they change',
    summary: 'Programs run when they change, or on demand',
    icon: RefreshCw,
    group: 'run',
    perform: ({ session, state }) =>
      session.setMeta('run', runsByItself(state.notebook) ? undefined : 'auto'),
  },
  {
    name: 'undo',
    label: 'Undo',
    icon: Undo2,
    group: 'undo',
    keys: ['Mod+z', 'z'],
    when: ({ state }) => state.canUndo,
    perform: (context) => travel(context, () => context.session.undo()),
  },
  {
    name: 'redo',
    label: 'Redo',
    icon: Redo2,
    group: 'undo',
    keys: ['Mod+Shift+z', 'Mod+y', 'Shift+z'],
    when: ({ state }) => state.canRedo,
    perform: (context) => travel(context, () => context.session.redo()),
  },
  {
    name: 'bin',
    label: 'Deleted cells',
    icon: ArchiveRestore,
    group: 'undo',
    perform: ({ page }) => page.open('bin'),
  },
  {
    name: 'find',
    label: 'Find and replace',
    icon: Search,
    group: 'find',
    keys: ['Mod+f', 'f'],
    typing: true,
    perform: ({ page }) => page.open('find'),
  },
  {
    name: 'dataflow',
    label: 'Dataflow: which cell feeds which',
    icon: Waypoints,
    group: 'find',
    keys: ['g'],
    when: ({ state }) => state.notebook.cells.length > 0,
    perform: ({ page }) => page.open('dataflow'),
  },
  ...SHOW_COMMANDS,
  {
    name: 'export',
    label: 'Export as Markdown',
    icon: Download,
    group: 'file',
    keys: ['Mod+s'],
    typing: true,
    perform: ({ page }) => page.exportNotebook('md'),
  },
  {
    name: 'export-ipynb',
    label: 'Export for Jupyter',
    icon: Download,
    group: 'file',
    perform: ({ page }) => page.exportNotebook('ipynb'),
  },
  {
    name: 'export-html',
    label: 'Export for Observable',
    icon: Download,
    group: 'file',
    perform: ({ page }) => page.exportNotebook('html'),
  },
  {
    name: 'export-zip',
    label: 'Export with its files',
    icon: Download,
    group: 'file',
    when: ({ state }) => state.files.length > 0,
    perform: ({ page }) => page.exportNotebook('zip'),
  },
  {
    name: 'add-files',
    label: 'Add a program or file',
    icon: FilePlus,
    group: 'file',
    perform: (context) => void addFiles(context, context.state.notebook.cells.length),
  },
  {
    name: 'files',
    label: 'Files of this notebook',
    icon: Paperclip,
    group: 'file',
    perform: ({ page }) => page.open('files'),
  },
  {
    name: 'import',
    label: 'Import a notebook',
    icon: Upload,
    group: 'file',
    perform: ({ page }) => page.importNotebook(),
  },
  {
    name: 'palette',
    label: 'All commands',
    icon: CommandIcon,
    group: 'help',
    keys: ['Mod+k', 'p'],
    typing: true,
    perform: ({ page }) => page.open('palette'),
  },
  {
    name: 'keys',
    label: 'Keyboard shortcuts',
    icon: Keyboard,
    group: 'help',
    keys: ['?'],
    perform: ({ page }) => page.open('keys'),
  },
];

/** The command with this name; the names are ours, so a missing one is a mistake in the code. */
export function notebookCommand(name: string): Command<NotebookContext> {
  const found = NOTEBOOK_COMMANDS.find((command) => command.name === name);
  if (!found) throw new Error(`no notebook command is called ${name}`);
  return found;
}
