import { languageOf, monaco } from '../monaco';
import { refresh, theBook } from './book';
import { ask, onChange } from './client';
import type { Explanation, Problem } from './service';

const LANGUAGE = languageOf('js');
const SCHEME = 'cell';
/** Rest after the last change until a source is checked. */
const REST_MS = 500;

/** The address of a cell's model. */
export const cellUri = (id: string): monaco.Uri => monaco.Uri.from({ scheme: SCHEME, path: `/${id}` });
const idOf = (uri: monaco.Uri): string | undefined => (uri.scheme === SCHEME ? uri.path.slice(1) : undefined);

/** The cell that a model is of, its text told to the language service's book. */
function cellOf(model: monaco.editor.ITextModel): string | undefined {
  const id = idOf(model.uri);
  if (id !== undefined) refresh(id, model.getValue());
  return id;
}

type Model = monaco.editor.ITextModel;

function rangeIn(model: Model, { start, end }: { start: number; end: number }): monaco.Range {
  return monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
}

const { CompletionItemKind: Kind } = monaco.languages;
/** TypeScript's kinds as the editor's. */
const KINDS: Record<string, monaco.languages.CompletionItemKind> = {
  function: Kind.Function,
  'local function': Kind.Function,
  method: Kind.Method,
  property: Kind.Field,
  getter: Kind.Field,
  var: Kind.Variable,
  'local var': Kind.Variable,
  let: Kind.Variable,
  const: Kind.Constant,
  parameter: Kind.Variable,
  class: Kind.Class,
  interface: Kind.Interface,
  type: Kind.Interface,
  module: Kind.Module,
  keyword: Kind.Keyword,
  string: Kind.Value,
};

const shown = ({ code, text }: Explanation): monaco.IMarkdownString[] => [
  { value: `\`\`\`trapdoor-js\n${code}\n\`\`\`` },
  ...(text === '' ? [] : [{ value: text }]),
];

interface Item extends monaco.languages.CompletionItem {
  at: { id: string; offset: number };
}

const completion: monaco.languages.CompletionItemProvider = {
  triggerCharacters: ['.', '"', "'", '`'],
  async provideCompletionItems(model, position) {
    const id = cellOf(model);
    if (id === undefined) return undefined;
    const word = model.getWordUntilPosition(position);
    const { lineNumber, column } = position;
    const range = new monaco.Range(lineNumber, word.startColumn, lineNumber, column);
    const offset = model.getOffsetAt(position);
    const found = await ask('complete', id, offset);
    return {
      suggestions: found.map(
        ({ name, kind, rank }): Item => ({
          label: name,
          insertText: name,
          kind: KINDS[kind] ?? Kind.Property,
          sortText: rank,
          range,
          at: { id, offset },
        }),
      ),
    };
  },
  async resolveCompletionItem(item) {
    const { at, label } = item as Item;
    const found = await ask('details', at.id, at.offset, typeof label === 'string' ? label : label.label);
    return found ? { ...item, detail: found.code, documentation: { value: found.text } } : item;
  },
};

const hover: monaco.languages.HoverProvider = {
  async provideHover(model, position) {
    const id = cellOf(model);
    const found = id === undefined ? undefined : await ask('hover', id, model.getOffsetAt(position));
    return found && { contents: shown(found), range: rangeIn(model, found) };
  },
};

const signatures: monaco.languages.SignatureHelpProvider = {
  signatureHelpTriggerCharacters: ['(', ','],
  async provideSignatureHelp(model, position) {
    const id = cellOf(model);
    const found = id === undefined ? undefined : await ask('signatures', id, model.getOffsetAt(position));
    if (!found) return undefined;
    return {
      value: {
        activeSignature: found.active,
        activeParameter: found.argument,
        signatures: found.all.map(({ label, text, parameters }) => ({
          label,
          documentation: { value: text },
          parameters: parameters.map((parameter) => ({
            label: parameter.label,
            documentation: { value: parameter.text },
          })),
        })),
      },
      dispose() {},
    };
  },
};

/** The model of a cell, also of one whose editor is not mounted: the editor shows a part of it beside the link. */
function modelOf(id: string): Model {
  const source = theBook().cells.find((cell) => cell.id === id)?.source ?? '';
  return monaco.editor.getModel(cellUri(id)) ?? monaco.editor.createModel(source, LANGUAGE, cellUri(id));
}

const definition: monaco.languages.DefinitionProvider = {
  async provideDefinition(model, position) {
    const id = cellOf(model);
    const found = id === undefined ? undefined : await ask('definition', id, model.getOffsetAt(position));
    if (!found) return undefined;
    const target = modelOf(found.cell);
    return { uri: target.uri, range: rangeIn(target, found) };
  },
};

/** A definition in another cell is gone to by the page, which knows where its editor is. */
const opener: monaco.editor.ICodeEditorOpener = {
  openCodeEditor(_, uri, selection) {
    const id = idOf(uri);
    if (id === undefined || selection === undefined) return false;
    const model = modelOf(id);
    const range = 'startLineNumber' in selection ? selection : monaco.Range.fromPositions(selection);
    theBook().show(
      id,
      model.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn }),
      model.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn }),
    );
    return true;
  },
};

monaco.languages.registerCompletionItemProvider(LANGUAGE, completion);
monaco.languages.registerHoverProvider(LANGUAGE, hover);
monaco.languages.registerSignatureHelpProvider(LANGUAGE, signatures);
monaco.languages.registerDefinitionProvider(LANGUAGE, definition);
monaco.editor.registerEditorOpener(opener);

function markers(model: Model, problems: readonly Problem[]): monaco.editor.IMarkerData[] {
  return problems.map(({ message, severe, ...span }) => ({
    message,
    severity: severe ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    ...rangeIn(model, span),
  }));
}

/** Keeps the markers of a js cell's model as the language service has them, once that has been started. */
export function checkJavaScript(model: Model, id: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gone = false;
  const check = async () => {
    if (gone || model.getLanguageId() !== LANGUAGE)
      return monaco.editor.setModelMarkers(model, 'typescript', []);
    const version = model.getVersionId();
    refresh(id, model.getValue());
    const problems = await ask('problems', id);
    if (!gone && model.getVersionId() === version)
      monaco.editor.setModelMarkers(model, 'typescript', markers(model, problems));
  };
  const unsubscribe = onChange(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void check(), REST_MS);
  });
  return () => {
    gone = true;
    clearTimeout(timer);
    unsubscribe();
  };
}
