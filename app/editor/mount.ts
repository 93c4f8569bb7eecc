import type { Diagnostic } from '../../lib/lab/types';
import type { CellKind } from '../../lib/notebook/types';
import { isWritten } from '../commands/context';
import type { Theme } from '../shell/theme';
import { attachLines } from './attachLines';
import { registerCaret } from './carets';
import { ask } from './javascript/client';
import { cellUri, checkJavaScript } from './javascript/providers';
import { goToDefinition, reserveLinks } from './language/register';
import type { LineLink } from './lineLink';
import { languageOf, monaco } from './monaco';

interface Content {
  kind: CellKind;
  source: string;
  label: string;
  placeholder: string;
  big: boolean;
}

interface Settings extends Content {
  /** The cell. */
  id: string;
  /** The view beside it. */
  lines?: LineLink;
  onChange(source: string): void;
  onLeave(): void;
}

/** A mounted editor, as its React component sees it. */
export interface EditorHandle {
  update(content: Content): void;
  mark(diagnostics: readonly Diagnostic[]): void;
  /** Takes the keyboard, with the caret at an offset of the source where one is given. */
  focus(offset?: number): void;
  dispose(): void;
}

/** A part of the editor's models that its public types leave out. */
interface Tokenizes extends monaco.editor.ITextModel {
  tokenization?: { forceTokenization(line: number): void };
}

/** A part of the editor that its public types leave out: what is typed goes through it. */
interface Types {
  _type(source: string, text: string): void;
}

/**
 * Keeps a text whole that comes whole, from an input method, by dictation or from the keyboard of a phone: the editor
 * takes it for keys, and closes brackets and indents lines at each of them.
 */
function takeWhole(editor: monaco.editor.IStandaloneCodeEditor): void {
  const typing = editor as unknown as Types;
  const type = typing._type.bind(editor);
  typing._type = (source, text) =>
    type(source === 'keyboard' && [...text].length > 1 ? 'input method' : source, text);
}

const SEVERITY: Record<Diagnostic['severity'], monaco.MarkerSeverity> = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  note: monaco.MarkerSeverity.Info,
};

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  fontFamily: '"JetBrains Mono", ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSize: 13,
  lineHeight: 20,
  fontLigatures: false,
  padding: { top: 10, bottom: 10 },
  glyphMargin: false,
  folding: false,
  lineDecorationsWidth: 12,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  renderLineHighlight: 'none',
  scrollBeyondLastLine: false,
  scrollbar: { vertical: 'hidden', horizontalScrollbarSize: 8, alwaysConsumeMouseWheel: false },
  guides: { indentation: false },
  contextmenu: false,
  quickSuggestions: { other: true, comments: false, strings: false },
  wordBasedSuggestions: 'off',
  definitionLinkOpensInPeek: true,
  suggest: { showWords: false, preview: false },
  parameterHints: { enabled: true, cycle: true },
  occurrencesHighlight: 'off',
  detectIndentation: false,
  renderFinalNewline: 'on',
  fixedOverflowWidgets: true,
  unicodeHighlight: { ambiguousCharacters: false },
  stickyScroll: { enabled: false },
  // Layers of their own are for texts that scroll inside the editor; here the page scrolls, with many editors in it.
  disableLayerHinting: true,
};

/** Lines of programs wrap where a note stands behind them: as a whole, into a line of its own. */
const NOTED: monaco.editor.IEditorOptions = {
  wrappingIndent: 'indent',
  wordWrapBreakBeforeCharacters: '',
  wordWrapBreakAfterCharacters: ' \t',
};

/** What differs by kind: text wraps and has no numbers; assembly is written in tabs of 8. */
function optionsFor(kind: CellKind, big: boolean): monaco.editor.IEditorOptions {
  const prose = isWritten(kind);
  return {
    // As --code-size and --code-line in styles/tokens.css.
    fontSize: big ? 20 : 13,
    lineHeight: big ? 30 : 20,
    lineNumbers: prose ? 'off' : 'on',
    lineDecorationsWidth: prose ? 16 : 12,
    lineNumbersMinChars: prose ? 0 : 3,
    // JavaScript comes in long lines; a program's lines are lines of its listing.
    wordWrap: prose || kind === 'js' ? 'on' : 'off',
    ...(prose || kind === 'js' ? { wrappingIndent: 'none' } : NOTED),
  };
}

export const setTheme = (theme: Theme): void => monaco.editor.setTheme(theme);

/** Puts an editor as high as its text into an element. */
export function mountEditor(element: HTMLElement, settings: Settings): EditorHandle {
  const { id, kind, source, label, placeholder, big, lines, onChange, onLeave } = settings;
  // One may be there already, made for a glimpse at this cell's source.
  monaco.editor.getModel(cellUri(id))?.dispose();
  const model = monaco.editor.createModel(source, languageOf(kind), cellUri(id));
  const indent = (of: CellKind) =>
    model.updateOptions({
      tabSize: of === 'asm' ? 8 : of === 'c' ? 4 : 2,
      insertSpaces: of !== 'asm',
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });

  const editor = monaco.editor.create(element, {
    ...OPTIONS,
    ...optionsFor(kind, big),
    model,
    ariaLabel: label,
    placeholder,
  });
  takeWhole(editor);
  // The editor gives its model the settings of all; the kind's own come after.
  indent(kind);
  // Coloured before it is shown: else the text that stood here would lose its colours for a moment.
  (model as Tokenizes).tokenization?.forceTokenization(model.getLineCount());
  // The page scrolls; the editor is always exactly as high as what it holds.
  const resize = () => {
    const height = editor.getContentHeight();
    element.style.height = `${height}px`;
    editor.layout({ width: element.clientWidth, height });
  };
  const watched = new ResizeObserver(resize);
  watched.observe(element.parentElement ?? element);
  editor.onDidContentSizeChange(resize);
  resize();

  // Texts that were handed out and may still come back as props after newer ones were typed.
  const sent = new Set<string>();
  let quiet = false;
  model.onDidChangeContent(() => {
    if (quiet) return;
    sent.add(model.getValue());
    onChange(model.getValue());
  });
  /** A list of suggestions or a signature is open; the editor keeps those outside of itself. */
  const popup = () =>
    document.querySelector('.suggest-widget.visible, .parameter-hints-widget.visible') !== null;
  editor.onKeyDown((event) => {
    // Escape first closes what is open in the editor; with nothing open it leaves, so that Tab can go on.
    if (event.keyCode !== monaco.KeyCode.Escape) return;
    const busy =
      element.querySelector('.find-widget.visible') !== null || popup() || !editor.getSelection()?.isEmpty();
    if (!busy) onLeave();
  });

  const detach = lines && attachLines(editor, lines);
  if (lines) reserveLinks(model, () => lines.isLinked);
  editor.addAction({
    id: 'trapdoor.definition',
    label: 'Go to the definition',
    keybindings: [monaco.KeyCode.F12],
    // A name of JavaScript may stand in another cell, which the editor's own command asks for.
    run: (at) =>
      model.getLanguageId() === languageOf('js')
        ? at.trigger('keyboard', 'editor.action.revealDefinition', undefined)
        : goToDefinition(at),
  });
  registerCaret(element, {
    offset() {
      const position = editor.hasTextFocus() ? editor.getPosition() : null;
      return position ? model.getOffsetAt(position) : undefined;
    },
    insert(text) {
      const range = editor.getSelection();
      if (!range) return;
      editor.pushUndoStop();
      editor.executeEdits('trapdoor', [{ range, text, forceMoveMarkers: true }]);
      editor.pushUndoStop();
    },
    select(start, end) {
      const [from, to] = [model.getPositionAt(start), model.getPositionAt(end)];
      editor.setSelection(monaco.Range.fromPositions(from, to));
      const top = editor.getTopForLineNumber(from.lineNumber);
      const { top: box } = element.getBoundingClientRect();
      if (box + top < 120 || box + top > window.innerHeight - 80)
        window.scrollBy({ top: box + top - window.innerHeight / 3 });
    },
  });

  const stopChecking = checkJavaScript(model, id);
  // The language service is started by the first cell that is written in.
  editor.onDidFocusEditorText(() => {
    if (model.getLanguageId() === languageOf('js')) void ask('problems', id);
  });

  return {
    update(content) {
      if (model.getValue() === content.source) sent.clear();
      else if (!sent.has(content.source)) {
        quiet = true;
        model.pushEditOperations(
          null,
          [{ range: model.getFullModelRange(), text: content.source }],
          () => null,
        );
        quiet = false;
      }
      monaco.editor.setModelLanguage(model, languageOf(content.kind));
      indent(content.kind);
      editor.updateOptions({
        ...optionsFor(content.kind, content.big),
        ariaLabel: content.label,
        placeholder: content.placeholder,
      });
    },
    mark(diagnostics) {
      const markers = diagnostics.map(({ severity, message, hint, line, column, endColumn }) => ({
        severity: SEVERITY[severity],
        message: hint ? `${message}\n${hint}` : message,
        startLineNumber: line,
        endLineNumber: line,
        startColumn: column,
        endColumn: Math.max(endColumn, column + 1),
      }));
      monaco.editor.setModelMarkers(model, 'trapdoor', markers);
    },
    focus(offset) {
      if (offset !== undefined) editor.setPosition(model.getPositionAt(offset));
      editor.focus();
    },
    dispose() {
      watched.disconnect();
      stopChecking();
      detach?.();
      editor.dispose();
      model.dispose();
    },
  };
}
