import { ChevronDown, ChevronRight } from 'lucide-react';
import { collapsible } from '../notebook/sections';
import type { CellCommand } from './command';
import type { CellContext } from './context';

const isHead = ({ cell, state }: CellContext) => collapsible(state.notebook.cells).includes(cell.id);

/** Sections, from a heading to the next of its level. Keys as in JupyterLab. */
export const SECTION_COMMANDS: readonly CellCommand[] = [
  {
    name: 'collapse',
    label: 'Collapse the section',
    icon: ChevronRight,
    group: 'section',
    keys: ['ArrowLeft'],
    when: (context) => isHead(context) && !context.page.collapsed(context.cell.id),
    perform: ({ page, cell }) => page.collapse([cell.id], true),
  },
  {
    name: 'expand',
    label: 'Expand the section',
    icon: ChevronDown,
    group: 'section',
    keys: ['ArrowRight'],
    when: (context) => isHead(context) && context.page.collapsed(context.cell.id),
    perform: ({ page, cell }) => page.collapse([cell.id], false),
  },
];
