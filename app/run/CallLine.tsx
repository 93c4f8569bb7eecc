// biome-ignore-all lint/a11y/useSemanticElements: only the lines in sight are drawn, which a <table> cannot lay out
// biome-ignore-all lint/a11y/useFocusableInteractive: rows of a table of role table are not interactive
import { callText } from '../../lib/trace/line';
import type { TraceColumns } from '../../lib/trace/types';
import type { Line, SortKey } from './order';
import styles from './run.module.css';
import { cycles, grouped } from './words';

/** Columns of the table of calls, after the number. */
export const COLUMNS: readonly { key: SortKey | 'call'; title: string; what: string }[] = [
  { key: 'start', title: 'Start', what: 'Cycles since the machine started' },
  { key: 'call', title: 'Call', what: 'As strace writes it' },
  { key: 'user', title: 'User', what: 'Cycles in the program before this call' },
  { key: 'entry', title: 'Entry', what: 'Cycles from the trap to the handler' },
  { key: 'handler', title: 'Handler', what: 'Cycles of the kernel’s work' },
  { key: 'exit', title: 'Exit', what: 'Cycles from the handler back' },
];

const failed = (trace: TraceColumns, row: number) => trace.status[row] === 0 && trace.retHi[row] < 0;

/** One line of the table: a call with its price, or an event. */
export function CallLine({ trace, line, top }: { trace: TraceColumns; line: Line; top?: number }) {
  const style = top === undefined ? undefined : { position: 'absolute' as const, inset: `${top}px 0 auto` };
  if ('event' in line) {
    const { start, text } = trace.events[line.event];
    return (
      <div className={styles.call} role="row" data-event style={style}>
        <span role="cell" />
        <span role="cell">{cycles(start)}</span>
        <code role="cell">{text}</code>
      </div>
    );
  }
  const { row } = line;
  const text = callText(trace, row);
  return (
    <div className={styles.call} role="row" data-bad={failed(trace, row) || undefined} style={style}>
      <span role="cell">{grouped(row + 1)}</span>
      <span role="cell">{cycles(trace.start[row])}</span>
      <code role="cell" title={text}>
        {text}
      </code>
      <span role="cell">{cycles(trace.user[row])}</span>
      <span role="cell">{cycles(trace.entry[row])}</span>
      <span role="cell">{cycles(trace.handler[row])}</span>
      <span role="cell">{cycles(trace.exit[row])}</span>
    </div>
  );
}
