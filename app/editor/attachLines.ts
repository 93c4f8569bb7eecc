import type { LineLink, LineMark } from './lineLink';
import { monaco } from './monaco';

/** How many colours bind lines to code. */
const HEAT_STEPS = 5;
/** A space at which no line is broken. */
const NO_BREAK = '\u00a0';
const { GUTTER_LINE_NUMBERS, GUTTER_LINE_DECORATIONS } = monaco.editor.MouseTargetType;

const wholeLine = (line: number, options: monaco.editor.IModelDecorationOptions) => ({
  range: new monaco.Range(line, 1, line, 1),
  options: { isWholeLine: true, ...options },
});

/** A line's colour, its heat, and what is said behind it. */
function decorations(line: number, { hue, heat, note }: LineMark, length: number) {
  const step = heat ? Math.max(1, Math.ceil(heat * HEAT_STEPS)) : 0;
  const marks: monaco.editor.IModelDeltaDecoration[] = [
    wholeLine(line, {
      className: step ? `line-heat-${step}` : undefined,
      linesDecorationsClassName: hue === undefined ? undefined : `line-hue line-hue-${hue}`,
    }),
  ];
  if (note)
    marks.push({
      range: new monaco.Range(line, length + 1, line, length + 1),
      options: {
        after: { content: `  ${note.replaceAll(' ', NO_BREAK)}`, inlineClassName: 'line-note' },
        showIfCollapsed: true,
      },
    });
  return marks;
}

/** Connects an editor with the view beside it. */
export function attachLines(editor: monaco.editor.IStandaloneCodeEditor, link: LineLink): () => void {
  const marks = editor.createDecorationsCollection();
  const lit = editor.createDecorationsCollection();
  const debugged = editor.createDecorationsCollection();
  let followed: number | undefined;
  let drawn: LineLink['now']['marks'] | undefined;

  const draw = () => {
    const model = editor.getModel();
    if (!model) return;
    const count = model.getLineCount();
    if (drawn !== link.now.marks) {
      drawn = link.now.marks;
      // What is said behind a long line would lie outside of the editor.
      const notes = [...drawn.values()].some(({ note }) => note !== undefined);
      editor.updateOptions({ wordWrapOverride1: notes ? 'on' : 'inherit' });
      marks.set(
        [...drawn].flatMap(([line, mark]) =>
          line <= count ? decorations(line, mark, model.getLineLength(line)) : [],
        ),
      );
    }
    const { lit: line, current, breakpoints } = link.now;
    debugged.set([
      ...[...(breakpoints ?? [])]
        .filter((at) => at <= count)
        .map((at) => wholeLine(at, { linesDecorationsClassName: 'line-break' })),
      ...(current !== undefined && current <= count
        ? [wholeLine(current, { className: 'line-current', linesDecorationsClassName: 'line-arrow' })]
        : []),
    ]);
    if (current !== undefined && current !== followed) editor.revealLine(current);
    followed = current;
    lit.set(line !== undefined && line <= count ? [wholeLine(line, { className: 'line-lit' })] : []);
  };
  const selection = () => {
    const { startLineNumber, endLineNumber } = editor.getSelection() ?? {};
    link.set({
      selected:
        editor.hasTextFocus() && startLineNumber && endLineNumber
          ? [startLineNumber, endLineNumber]
          : undefined,
    });
  };
  const line = (event: monaco.editor.IEditorMouseEvent) => event.target.position?.lineNumber;

  const attached = [
    editor.onMouseMove((event) => link.set({ pointed: line(event) })),
    editor.onMouseLeave(() => link.set({ pointed: undefined })),
    editor.onDidChangeCursorSelection(selection),
    editor.onDidFocusEditorText(selection),
    editor.onDidBlurEditorText(selection),
    editor.onMouseDown((event) => {
      const at = event.target.position?.lineNumber;
      const gutter = [GUTTER_LINE_NUMBERS, GUTTER_LINE_DECORATIONS].includes(event.target.type);
      if (gutter && at !== undefined && link.now.breakpoints) link.toggle(at);
    }),
    editor.onMouseUp((event) => {
      const at = line(event);
      // Where there is a definition to go to, that is what the press means.
      const word = event.target.element?.closest('.goto-definition-link');
      if (at !== undefined && !word && (event.event.ctrlKey || event.event.metaKey)) link.jump(at);
    }),
    editor.addAction({
      id: 'trapdoor.code',
      label: 'Go to the assembly of this line',
      keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyJ],
      run: () => {
        const at = editor.getPosition()?.lineNumber;
        if (at !== undefined) link.jump(at);
      },
    }),
  ];
  const unsubscribe = link.subscribe(draw);
  const unreveal = link.onReveal((at) => {
    editor.setPosition({
      lineNumber: at,
      column: editor.getModel()?.getLineFirstNonWhitespaceColumn(at) || 1,
    });
    editor.focus();
  });
  draw();
  return () => {
    for (const each of attached) each.dispose();
    unsubscribe();
    unreveal();
  };
}
