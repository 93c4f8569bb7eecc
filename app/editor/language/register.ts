import type { Completion, Hover } from '../../../lib/lab/language/types';
import { pageLab } from '../../lab';
import { languageOf, monaco } from '../monaco';
import { includeEdit } from './include';

const { CompletionItemKind } = monaco.languages;
const KINDS: Record<Completion['kind'], monaco.languages.CompletionItemKind> = {
  function: CompletionItemKind.Function,
  variable: CompletionItemKind.Variable,
  type: CompletionItemKind.Struct,
  macro: CompletionItemKind.Constant,
  member: CompletionItemKind.Field,
  keyword: CompletionItemKind.Keyword,
  file: CompletionItemKind.File,
  register: CompletionItemKind.Variable,
  instruction: CompletionItemKind.Operator,
};
/** What may stand in a word that is completed. */
const WORDS = { c: /[\w./]*$/, asm: /[%.\w]*$/ };

type Kind = 'c' | 'asm';

/** Editors in which a press with Ctrl goes elsewhere than to a definition. */
const withoutLinks = new WeakMap<monaco.editor.ITextModel, () => boolean>();

/** Keeps Ctrl and a press free for something else while `taken` says so; F12 still goes to the definition. */
export function reserveLinks(model: monaco.editor.ITextModel, taken: () => boolean): void {
  withoutLinks.set(model, taken);
}
let asked = false;

/** Goes to the definition of the name at the caret: F12. */
export function goToDefinition(editor: monaco.editor.ICodeEditor): void {
  asked = true;
  editor.trigger('keyboard', 'editor.action.peekDefinition', undefined);
  setTimeout(() => {
    asked = false;
  }, 1000);
}

function question(kind: Kind, model: monaco.editor.ITextModel, position: monaco.IPosition) {
  return { kind, source: model.getValue(), offset: model.getOffsetAt(position) };
}

const code = (text: string, language: string) => `\`\`\`${language}\n${text}\n\`\`\``;

function hoverContents(found: Hover, language: string): monaco.IMarkdownString[] {
  const notes = (found.notes ?? []).map((note) => note.replace(/[<>_*[\]`\\]/g, '\\$&')).join('  \n');
  return [code(found.code, language), found.text?.replace(/[<>*[\]`\\]/g, '\\$&') ?? '', notes]
    .filter((value) => value !== '')
    .map((value) => ({ value }));
}

/** The text of a header as a document that can be looked into. */
function headerModel(path: string, text: string): monaco.Uri {
  const uri = monaco.Uri.file(path);
  if (!monaco.editor.getModel(uri)) monaco.editor.createModel(text, languageOf('c'), uri);
  return uri;
}

function register(kind: Kind): void {
  const language = languageOf(kind);
  const ask = pageLab();
  monaco.languages.registerCompletionItemProvider(language, {
    triggerCharacters: kind === 'c' ? ['.', '>', '#', '<', '"', '/'] : ['%', '.'],
    async provideCompletionItems(model, position) {
      const found = await ask.help('complete', question(kind, model, position));
      const before = model.getLineContent(position.lineNumber).slice(0, position.column - 1);
      // A path is one word after #include, and nowhere else.
      const typed =
        (/^\s*#\s*include/.test(before) || kind === 'asm' ? WORDS[kind] : /\w*$/).exec(before)?.[0] ?? '';
      const range = new monaco.Range(
        position.lineNumber,
        position.column - typed.length,
        position.lineNumber,
        position.column,
      );
      return {
        suggestions: found.map(({ label, kind: what, detail, text, include }) => ({
          label: include ? { label, description: `<${include}>` } : label,
          kind: KINDS[what],
          insertText: label,
          detail,
          documentation: text,
          range,
          // What has to be included first comes behind what is there.
          sortText: `${include ? 'z' : what === 'keyword' ? 'n' : 'a'}${label}`,
          additionalTextEdits: include ? [includeEdit(model.getValue(), include)] : undefined,
        })),
      };
    },
  });
  monaco.languages.registerHoverProvider(language, {
    async provideHover(model, position) {
      const found = await ask.help('hover', question(kind, model, position));
      if (!found) return null;
      const [from, to] = [model.getPositionAt(found.from), model.getPositionAt(found.to)];
      return { range: monaco.Range.fromPositions(from, to), contents: hoverContents(found, language) };
    },
  });
  monaco.languages.registerDefinitionProvider(language, {
    async provideDefinition(model, position) {
      if (!asked && withoutLinks.get(model)?.()) return null;
      const found = await ask.help('definition', question(kind, model, position));
      if (!found) return null;
      const uri = found.file && found.text !== undefined ? headerModel(found.file, found.text) : model.uri;
      return { uri, range: new monaco.Range(found.line, found.column, found.line, found.column) };
    },
  });
  if (kind === 'asm') return;
  monaco.languages.registerSignatureHelpProvider(language, {
    signatureHelpTriggerCharacters: ['(', ','],
    signatureHelpRetriggerCharacters: [')'],
    async provideSignatureHelp(model, position) {
      const found = await ask.help('signature', question(kind, model, position));
      if (!found) return null;
      const { label, parameters, active, text } = found;
      return {
        value: {
          signatures: [
            { label, documentation: text, parameters: parameters.map((place) => ({ label: place })) },
          ],
          activeSignature: 0,
          activeParameter: active,
        },
        dispose() {},
      };
    },
  });
}

register('c');
register('asm');
