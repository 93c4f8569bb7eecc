'use client';
import { ChevronDown, ChevronRight, GripVertical, Pencil, Play, Square } from 'lucide-react';
import { lazy, memo, Suspense, useEffect, useRef, useState } from 'react';
import type { Cell, CellState } from '../../lib/notebook/types';
import code from '../code/code.module.css';
import { cellCommand } from '../commands/cellCommands';
import {
  type CellContext,
  type CellViewName,
  cellContext,
  isBusy,
  isProgram,
  isWritten,
  kindRow,
  type NotebookContext,
} from '../commands/context';
import { shown } from '../commands/keys';
import { CodeEditor } from '../editor/CodeEditor';
import { LineLink } from '../editor/lineLink';
import { RunPanel } from '../run/RunPanel';
import { CellErrorBox } from './CellError';
import { CellTools } from './CellTools';
import styles from './cell.module.css';
import { OutputSlot } from './OutputSlot';
import { ProgramHead } from './ProgramHead';
import { statusWords } from './status';
import { useDiagnostics } from './useDiagnostics';

interface Props {
  context: NotebookContext;
  cell: Cell;
  cellState: CellState;
  index: number;
  /** How many cells the notebook has. */
  count: number;
  /** The cells that are selected with it, while it has the keyboard. */
  selection: readonly Cell[] | undefined;
  /** What it waits for, in words, while it shows nothing. */
  awaits: string | undefined;
  /** The notebook's cells, where an error speaks of them. */
  others: readonly Cell[];
  /** Its source is shown. */
  open: boolean;
  /** Its output is hidden. */
  folded: boolean;
  /** What stands beside its source. */
  view: CellViewName | undefined;
  /** Grows when the editor should take the keyboard; 0 when never asked. */
  editorRequest: number;
  /** What had the keyboard when the editor was asked to take it. */
  editorFrom: Element | null;
  /** It is one of several that are selected. */
  selected: boolean;
  /** The pointer is over the cell's output, in the frame. */
  pointed: boolean;
  /** The pointer is over it. */
  hovered: boolean;
  /** It has the keyboard. */
  focused: boolean;
  /** It heads a section: how many cells are hidden below it. */
  section: number | undefined;
  /** It is presented: everything is larger. */
  big: boolean;
}

/** Loaded when they are first opened. */
const VIEWS = {
  code: lazy(() => import('../code/CodeView').then((module) => ({ default: module.CodeView }))),
  debug: lazy(() => import('../debug/DebugView').then((module) => ({ default: module.DebugView }))),
};

const PLACEHOLDER: Record<string, string> = {
  md: 'Write text in Markdown',
  js: 'JavaScript: an expression, or names for other cells',
  asm: 'x86-64 assembly, AT&T unless .intel_syntax noprefix',
  c: 'A C program with a main',
  sh: 'A shell script: echo hello | wc -c',
  exercise: 'A question, then lines of --- answer, --- hint, --- solution',
};

/** Run, stop or edit: what the gutter's one button does. */
function GutterButton({ context }: { context: CellContext }) {
  const { cell, cellState, page } = context;
  if (!kindRow(cell.kind).runs) return null;
  const busy = isBusy(cellState);
  const writing = isWritten(cell.kind) && !page.revealed(cell.id);
  const command = cellCommand(busy ? 'stop' : writing ? 'edit' : 'run');
  const Icon = busy ? Square : writing ? Pencil : Play;
  return (
    <button
      type="button"
      className={styles.gutterButton}
      aria-label={typeof command.label === 'string' ? command.label : undefined}
      title={`${command.label} (${shown(command.keys?.[0] ?? '')})`}
      onClick={() => command.perform(context)}
    >
      <Icon size={13} strokeWidth={2} aria-hidden />
    </button>
  );
}

/** Collapses the section that the cell heads, and expands it. */
function SectionButton({ context, hidden }: { context: CellContext; hidden: number }) {
  const command = cellCommand(hidden > 0 ? 'expand' : 'collapse');
  const Icon = hidden > 0 ? ChevronRight : ChevronDown;
  return (
    <button
      type="button"
      className={styles.gutterButton}
      aria-label={`${command.label}`}
      aria-expanded={hidden === 0}
      title={`${command.label} (${shown(command.keys?.[0] ?? '')})`}
      onClick={() => command.perform(context)}
    >
      <Icon size={15} strokeWidth={2} aria-hidden />
    </button>
  );
}

/** One cell: its tools, its source, and what came of it. Drawn anew only when something of its own has changed. */
export const CellView = memo(function CellView(props: Props) {
  const {
    cell,
    cellState,
    index,
    open,
    folded,
    view,
    awaits,
    others,
    editorRequest,
    editorFrom,
    selected,
    pointed,
    hovered,
    focused,
    section,
    big,
  } = props;
  const { session, page } = props.context;
  const context = cellContext(props.context, {
    cell,
    cellState,
    index,
    selection: props.selection ?? [cell],
  });
  const root = useRef<HTMLElement>(null);
  /** What can be done with a cell is drawn for the one in hand: of hundreds it would be most of the page. */
  const inHand = hovered || pointed || focused;
  const [lines] = useState(() => new LineLink());
  const View = view && VIEWS[view];
  const program = isProgram(cell.kind);
  const row = kindRow(cell.kind);
  const { output } = cellState;
  const words = statusWords(cellState);
  const diagnostics = useDiagnostics(cell, cellState);

  // A cell that asked for its editor stays in sight.
  useEffect(() => {
    if (editorRequest > 0) root.current?.scrollIntoView({ block: 'nearest' });
  }, [editorRequest]);

  const label = [
    `${row.label} cell`,
    cell.name && `“${cell.name}”`,
    `${index + 1} of ${props.count}`,
    words?.text,
  ];
  const source = (
    <CodeEditor
      id={cell.id}
      kind={cell.kind}
      source={cell.source}
      label={`Source of ${row.label} cell ${index + 1}. Press Escape to leave the editor.`}
      placeholder={PLACEHOLDER[cell.kind] ?? ''}
      big={big}
      diagnostics={diagnostics}
      lines={lines}
      focusRequest={editorRequest}
      focusFrom={editorFrom}
      onChange={(text) => session.setSource(cell.id, text)}
      onLeave={() => page.focus(cell.id)}
    />
  );
  return (
    <section
      ref={root}
      className={styles.cell}
      data-cell={cell.id}
      data-kind={cell.kind}
      data-status={cellState.status}
      data-pointed={pointed || undefined}
      data-selected={selected || undefined}
      onMouseDown={(event) => {
        const from = document.activeElement?.closest<HTMLElement>('[data-cell]')?.dataset.cell;
        const inEditor = event.target instanceof Element && event.target.closest('.monaco-editor') !== null;
        if (!event.shiftKey || from === undefined || inEditor) return;
        event.preventDefault();
        page.extend(from, cell.id);
      }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the cell takes the keyboard for its shortcuts
      tabIndex={0}
      aria-label={label.filter(Boolean).join(', ')}
    >
      <div className={styles.gutter}>
        {(inHand || isBusy(cellState) || cellState.status === 'stale') && (
          <>
            {section !== undefined && <SectionButton context={context} hidden={section} />}
            <GutterButton context={context} />
            {/* For the pointer; Alt and the arrows do the same from the keyboard. */}
            <span className={styles.grip} data-grip title="Drag to move" aria-hidden>
              <GripVertical size={13} strokeWidth={2} />
            </span>
          </>
        )}
      </div>
      {inHand && <CellTools context={context} />}
      {program ? (
        <div className={styles.card} data-wide={view !== undefined || undefined}>
          <ProgramHead context={context} inHand={inHand} />
          {open && (
            <div className={view ? code.split : undefined}>
              {source}
              {View && (
                <Suspense fallback={<p className={code.message}>Loading…</p>}>
                  <View context={context} link={lines} onLeave={() => page.focus(cell.id)} />
                </Suspense>
              )}
            </div>
          )}
          {output?.error && !isBusy(cellState) && (
            <CellErrorBox error={output.error} cells={others} onGo={page.focus} />
          )}
          {!folded && <RunPanel context={context} />}
        </div>
      ) : (
        <>
          {open && <div className={styles.card}>{source}</div>}
          {output?.error && <CellErrorBox error={output.error} cells={others} onGo={page.focus} />}
          {awaits && <p className={styles.awaits}>{awaits}</p>}
          {!folded && <OutputSlot id={cell.id} state={cellState} />}
        </>
      )}
      {section !== undefined && section > 0 && (
        <button type="button" className={styles.more} onClick={() => page.collapse([cell.id], false)}>
          {section === 1 ? '1 cell' : `${section} cells`} hidden
        </button>
      )}
    </section>
  );
});
