import type { Grammar } from './types';

export const shell: Grammar = {
  words: { keywords: 'if then else elif fi for while until do done case esac in function'.split(' ') },
  states: {
    root: [
      [/#.*/, 'comment'],
      [/"(?:[^"\\\n]|\\.)*"?/, 'string'],
      [/'[^'\n]*'?/, 'string'],
      [/\$\{[^}\n]*\}|\$\w+/, 'register'],
      [/[a-zA-Z_][\w-]*/, { cases: { '@keywords': 'keyword', '@default': '' } }],
    ],
  },
};
