import {
  ChevronLeft,
  ChevronRight,
  ChevronsDownUp,
  ChevronsUpDown,
  Focus,
  Presentation,
  X,
} from 'lucide-react';
import { collapsible, screens } from '../notebook/sections';
import type { Command } from './command';
import type { NotebookContext } from './context';

const last = ({ state }: NotebookContext) => screens(state.notebook.cells).length - 1;
const presenting = ({ page }: NotebookContext) => page.screen() !== undefined;
const goTo = (context: NotebookContext, screen: number) =>
  context.page.show({ screen: Math.max(0, Math.min(screen, last(context))) });

/** How the notebook is shown: sections folded, one screen at a time, without anything around it. */
export const SHOW_COMMANDS: readonly Command<NotebookContext>[] = [
  {
    name: 'present',
    label: 'Present: one section a screen',
    icon: Presentation,
    group: 'show',
    keys: ['Shift+p'],
    when: (context) => !presenting(context) && context.state.notebook.cells.length > 0,
    perform: (context) => {
      goTo(context, 0);
      // A browser may refuse; the page is presented in its window then.
      document.documentElement.requestFullscreen?.().catch(() => {});
    },
  },
  {
    name: 'next-screen',
    label: 'Next screen',
    icon: ChevronRight,
    keys: ['ArrowRight', 'PageDown', 'Space'],
    when: presenting,
    perform: (context) => goTo(context, (context.page.screen() ?? 0) + 1),
  },
  {
    name: 'previous-screen',
    label: 'Previous screen',
    icon: ChevronLeft,
    keys: ['ArrowLeft', 'PageUp', 'Shift+Space'],
    when: presenting,
    perform: (context) => goTo(context, (context.page.screen() ?? 0) - 1),
  },
  {
    name: 'first-screen',
    label: 'First screen',
    icon: ChevronLeft,
    keys: ['Home'],
    when: presenting,
    perform: (context) => goTo(context, 0),
  },
  {
    name: 'last-screen',
    label: 'Last screen',
    icon: ChevronRight,
    keys: ['End'],
    when: presenting,
    perform: (context) => goTo(context, last(context)),
  },
  {
    name: 'end-presentation',
    label: 'End the presentation',
    icon: X,
    keys: ['Escape'],
    when: presenting,
    perform: ({ page }) => {
      page.show({ screen: undefined });
      if (document.fullscreenElement) void document.exitFullscreen();
    },
  },
  {
    name: 'focus-mode',
    label: ({ page }) => (page.alone() ? 'Show everything around the notebook' : 'Only the notebook'),
    summary: 'Show the notebook alone, or all around it',
    icon: Focus,
    group: 'show',
    keys: ['Shift+f'],
    when: (context) => !presenting(context),
    perform: ({ page }) => page.show({ alone: !page.alone() }),
  },
  {
    name: 'collapse-all',
    label: 'Collapse all sections',
    icon: ChevronsDownUp,
    group: 'show',
    when: ({ state }) => collapsible(state.notebook.cells).length > 1,
    perform: ({ page, state }) =>
      // The title stays open: below it is everything.
      page.collapse(collapsible(state.notebook.cells).slice(1), true),
  },
  {
    name: 'expand-all',
    label: 'Expand all sections',
    icon: ChevronsUpDown,
    group: 'show',
    when: ({ state, page }) => collapsible(state.notebook.cells).some((id) => page.collapsed(id)),
    perform: ({ page, state }) => page.collapse(collapsible(state.notebook.cells), false),
  },
];
