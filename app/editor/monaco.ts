import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/gotoSymbol/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/lineSelection/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/parameterHints/register';
import 'monaco-editor/features/placeholderText/register';
import 'monaco-editor/features/referenceSearch/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/suggest/register';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/wordOperations/register';
// features/suggest has the suggestions inside the line alone. The editor knows what was imported before it is first used.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import * as monaco from 'monaco-editor/editor';
import type { CellKind } from '../../lib/notebook/types';
import { isWritten } from '../commands/context';
import type { Grammar } from './grammar/types';
import { GRAMMARS } from './languages';
import { editorTheme } from './theme';

/** Our grammars are written in Monarch's format; only the wrapping differs. */
function monarch({ words, states }: Grammar): monaco.languages.IMonarchLanguage {
  return {
    ...words,
    includeLF: true,
    defaultToken: '',
    tokenizer: Object.fromEntries(
      Object.entries(states).map(([state, rules]) => [
        state,
        rules.map(([pattern, action, next]): monaco.languages.IMonarchLanguageRule => {
          const base = typeof action === 'string' ? { token: action } : action;
          return [pattern, next ? { ...base, next } : base];
        }),
      ]),
    ),
  };
}

const COMMENTS: Record<CellKind, monaco.languages.CommentRule> = {
  md: { blockComment: ['<!--', '-->'] },
  js: { lineComment: '//', blockComment: ['/*', '*/'] },
  asm: { lineComment: '#', blockComment: ['/*', '*/'] },
  c: { lineComment: '//', blockComment: ['/*', '*/'] },
  sh: { lineComment: '#' },
  exercise: { blockComment: ['<!--', '-->'] },
};

/** The editor's name for a kind's language. */
export const languageOf = (kind: CellKind): string => `trapdoor-${kind}`;

for (const [kind, grammar] of Object.entries(GRAMMARS) as [CellKind, Grammar][]) {
  const id = languageOf(kind);
  monaco.languages.register({ id });
  monaco.languages.setMonarchTokensProvider(id, monarch(grammar));
  monaco.languages.setLanguageConfiguration(id, {
    comments: COMMENTS[kind],
    brackets: [
      ['(', ')'],
      ['[', ']'],
      ['{', '}'],
    ],
    autoClosingPairs: isWritten(kind)
      ? []
      : ['()', '[]', '{}', '""'].map(([open, close]) => ({ open, close, notIn: ['string', 'comment'] })),
  });
}

monaco.editor.defineTheme('light', editorTheme('light'));
monaco.editor.defineTheme('dark', editorTheme('dark'));

self.MonacoEnvironment = {
  getWorker: () =>
    new Worker(new URL('monaco-editor/editor/editor.worker.js', import.meta.url), { type: 'module' }),
};

export { monaco };
