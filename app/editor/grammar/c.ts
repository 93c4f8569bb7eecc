import type { Grammar } from './types';

export const c: Grammar = {
  words: {
    keywords: (
      'auto break case char const continue default do double else enum extern float for goto if inline int long ' +
      'register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while'
    ).split(' '),
  },
  states: {
    root: [
      [/^\s*#\s*\w+.*/, 'directive'],
      [/\/\/.*/, 'comment'],
      [/\/\*/, 'comment', '@note'],
      [/"(?:[^"\\\n]|\\.)*"?/, 'string'],
      [/'(?:[^'\\\n]|\\.)*'?/, 'string'],
      [/\b(?:0[xX][\da-fA-F]+|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)[uUlLfF]*\b/, 'number'],
      [/[a-zA-Z_]\w*/, { cases: { '@keywords': 'keyword', '@default': '' } }],
    ],
    note: [
      [/\*\//, 'comment', '@pop'],
      [/[^*\n]+|\*|\n/, 'comment'],
    ],
  },
};
