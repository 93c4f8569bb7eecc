import type { Grammar } from './types';

export const markdown: Grammar = {
  words: {},
  states: {
    root: [
      [/^#{1,6}\s.*/, 'strong'],
      [/^\s*```.*/, 'directive', '@fence'],
      [/^\s*(?:[-*+]|\d+\.)\s/, 'keyword'],
      [/^>\s?/, 'keyword'],
      [/`[^`\n]+`/, 'string'],
      [/\$\{[^}\n]*\}/, 'directive'],
      [/\*\*[^*\n]+\*\*/, 'strong'],
      [/\[[^\]\n]*\]\([^)\n]*\)/, 'keyword'],
      [/[^`$*[\n]+/, ''],
    ],
    fence: [
      [/^\s*```/, 'directive', '@pop'],
      [/.*/, 'string'],
    ],
  },
};
