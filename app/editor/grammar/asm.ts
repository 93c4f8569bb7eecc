import type { Grammar, Rule } from './types';

/** x86-64 registers, without AT&T's percent sign (SDM vol. 1, section 3.4). */
const REGISTER =
  /%?\b(?:[re]?(?:ax|bx|cx|dx|si|di|bp|sp|ip)|[abcd][lh]|(?:si|di|bp|sp)l|r(?:8|9|1[0-5])[dwb]?|[xyz]mm(?:[12]?\d|3[01])|[cdefgs]s|cr[02348]|dr[0-7]|st)\b/;

const NUMBER = /\$?-?\b(?:0[xX][\da-fA-F]+|0[bB][01]+|\d+)[bf]?\b/;
const STRING = /"(?:[^"\\\n]|\\.)*"?/;
const CHARACTER = /'(?:[^'\\\n]|\\.)'?/;
const PREFIX = /(?:rep(?:n?[ez])?|lock|notrack|data16)\b/;

/** Notes run to the end of the line; C's kind may span lines. */
const COMMENTS: readonly Rule[] = [
  [/\/\*/, 'comment', '@note'],
  [/(?:#|\/\/).*/, 'comment'],
];

/** Both syntaxes of the assembler: Intel (mov rax, 1) and AT&T (movq $1, %rax). */
export const asm: Grammar = {
  words: {},
  states: {
    root: [
      ...COMMENTS,
      [/[\w.$]+:/, 'label'],
      [/\d+:/, 'label'],
      [/\.[a-zA-Z_][\w.]*/, 'directive', '@operands'],
      [PREFIX, 'keyword'],
      // A name given a value: N = 1000.
      [/[a-zA-Z_][\w.$]*(?=\s*=)/, 'label', '@operands'],
      [/[a-zA-Z_][\w.]*/, 'keyword', '@operands'],
    ],
    operands: [
      [/\n/, '', '@pop'],
      [/;/, '', '@pop'],
      ...COMMENTS,
      [REGISTER, 'register'],
      [STRING, 'string'],
      [CHARACTER, 'string'],
      [/\b(?:(?:byte|(?:[dqoxyz]|xmm|ymm|zmm)?word)(?=\s+ptr\b)|ptr\b|offset(?=\s))/i, 'directive'],
      [NUMBER, 'number'],
      [/@\w+/, 'directive'],
      [/[a-zA-Z_.$][\w.$]*/, ''],
    ],
    note: [
      [/\*\//, 'comment', '@pop'],
      [/[^*\n]+|\*|\n/, 'comment'],
    ],
  },
};
