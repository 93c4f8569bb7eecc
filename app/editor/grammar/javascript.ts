import type { Grammar, Rule } from './types';

const EXPRESSION: readonly Rule[] = [
  [/\/\/.*/, 'comment'],
  [/\/\*/, 'comment', '@note'],
  [/"(?:[^"\\\n]|\\.)*"?/, 'string'],
  [/'(?:[^'\\\n]|\\.)*'?/, 'string'],
  [/`/, 'string', '@template'],
  [/\b(?:0[xX][\da-fA-F_]+|0[bB][01_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?)n?\b/, 'number'],
  // A name after a dot is a property, whatever it spells.
  [/\.[a-zA-Z_$][\w$]*/, ''],
  [/[a-zA-Z_$][\w$]*/, { cases: { '@keywords': 'keyword', '@literals': 'number', '@default': '' } }],
];

export const javascript: Grammar = {
  words: {
    keywords: (
      'async await break case catch class const continue debugger default delete do else export extends finally for ' +
      'from function get if import in instanceof let new of return set static super switch this throw try typeof var ' +
      'void while with yield'
    ).split(' '),
    literals: ['true', 'false', 'null', 'undefined', 'NaN', 'Infinity'],
  },
  states: {
    root: EXPRESSION,
    note: [
      [/\*\//, 'comment', '@pop'],
      [/[^*\n]+|\*|\n/, 'comment'],
    ],
    template: [
      [/\\./, 'string'],
      [/\$\{/, 'directive', '@hole'],
      [/`/, 'string', '@pop'],
      [/[^\\`$\n]+|\$|\n/, 'string'],
    ],
    hole: [[/\}/, 'directive', '@pop'], [/\{/, '', '@braces'], ...EXPRESSION],
    braces: [[/\}/, '', '@pop'], [/\{/, '', '@braces'], ...EXPRESSION],
  },
};
