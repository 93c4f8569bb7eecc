// biome-ignore-all lint/a11y/useSemanticElements: only the lines in sight are drawn, which a <table> cannot lay out
// biome-ignore-all lint/a11y/useFocusableInteractive: rows of a table of role table are not interactive
import type { TraceColumns } from '../../lib/trace/types';
import { CallLine, COLUMNS } from './CallLine';
import { lineAt } from './order';
import styles from './run.module.css';
import { grouped } from './words';

/** Lines of a static page: the first calls and the last. */
const FIRST = 24;
const LAST = 8;

/** The calls of a run where no script runs: the first, the last, and how many lie between. */
export function FewCalls({ trace }: { trace: TraceColumns }) {
  if (trace.length === 0) return <p className={styles.nothing}>The program made no calls.</p>;
  const lines = trace.length + trace.events.length;
  const all = lines <= FIRST + LAST;
  const draw = (from: number, until: number) =>
    Array.from({ length: until - from }, (_, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity
      <CallLine key={from + i} trace={trace} line={lineAt(trace, from + i)} />
    ));
  return (
    <div className={styles.calls} role="table" aria-label="System calls">
      <div className={styles.callHead} role="row">
        <span role="columnheader">#</span>
        {COLUMNS.map(({ key, title }) => (
          <span role="columnheader" key={key}>
            {title}
          </span>
        ))}
      </div>
      {draw(0, all ? lines : FIRST)}
      {!all && (
        <p className={styles.note}>
          … {grouped(trace.total - FIRST - LAST + trace.events.length)} more lines …
        </p>
      )}
      {!all && draw(lines - LAST, lines)}
    </div>
  );
}
