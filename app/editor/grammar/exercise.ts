import { markdown } from './markdown';
import type { Grammar } from './types';

/** Markdown, and the lines that open an exercise's parts. */
export const exercise: Grammar = {
  ...markdown,
  states: {
    ...markdown.states,
    root: [
      [/^---+[ \t]+\w+.*/, 'directive'],
      [/^[ \t]*[-*][ \t]+\[[ xX]\][ \t]/, 'keyword'],
      ...markdown.states.root,
    ],
  },
};
