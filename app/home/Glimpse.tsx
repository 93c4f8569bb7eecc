import type { CellOutput } from '../../lib/notebook/types';
import { callText } from '../../lib/trace/line';
import type { TraceColumns } from '../../lib/trace/types';
import { StaticCode } from '../editor/StaticCode';
import type { Lesson } from '../lessons/lessons';
import { callsMade, cycles, duration, plural } from '../run/words';
import styles from './glimpse.module.css';

interface Props {
  lesson: Lesson;
  outputs: Record<string, CellOutput>;
}

/** Lines of the program and of its trace that stand beside each other. */
const LINES = 16;

const PARTS = ['entry', 'handler', 'exit'] as const;

/** A call with what it cost: a bar of the way in, the work, and the way out. */
function PricedCall({ trace, row, scale }: { trace: TraceColumns; row: number; scale: number }) {
  const total = trace.entry[row] + trace.handler[row] + trace.exit[row];
  return (
    <li>
      <code>{callText(trace, row).replace(/ +=/, ' =')}</code>
      <span className={styles.bar} style={{ width: `${Math.min(100, (total / scale) * 100)}%` }}>
        {PARTS.map((part) => (
          <i key={part} style={{ flexGrow: trace[part][row] / total, background: `var(--time-${part})` }} />
        ))}
      </span>
      <span>{cycles(total)}</span>
    </li>
  );
}

/** Rows that returned and have a price. */
function pricedRows(trace: TraceColumns): number[] {
  const rows = Array.from({ length: trace.length }, (_, row) => row);
  return rows.filter((row) => trace.status[row] === 0 && trace.exit[row] > 0).slice(0, LINES - 2);
}

/** A program of a lesson, the calls it made and what they cost, as the build ran it; then the lesson's chart. */
export function Glimpse({ lesson, outputs }: Props) {
  const program = lesson.notebook.cells.find(({ id }) => outputs[id]?.run);
  const run = program && outputs[program.id].run;
  if (!program || !run) return null;
  const charts = lesson.notebook.cells
    .map(({ kind, id }) => (kind === 'js' ? (outputs[id]?.html ?? '') : ''))
    .filter((html) => html.includes('<svg'));
  const rows = pricedRows(run.trace);
  const totals = rows.map((row) => run.trace.entry[row] + run.trace.handler[row] + run.trace.exit[row]);
  // The dearest are cut off: the first open costs as much as ten writes.
  const scale = 1.5 * ([...totals].sort((a, b) => a - b)[totals.length >> 1] ?? 1);
  return (
    <a
      className={styles.glimpse}
      href={`lessons/${lesson.slug}/`}
      title={`Open the lesson “${lesson.title}”`}
    >
      <div className={styles.pane}>
        <StaticCode
          decorative
          kind={program.kind}
          source={program.source.split('\n').slice(0, LINES).join('\n')}
        />
      </div>
      <div className={styles.pane}>
        <ol className={styles.calls}>
          <li className={styles.legend} aria-hidden="true">
            {PARTS.map((part) => (
              <span key={part}>
                <i style={{ background: `var(--time-${part})` }} />
                {part}
              </span>
            ))}
            <span>cycles</span>
          </li>
          {rows.map((row) => (
            <PricedCall key={row} trace={run.trace} row={row} scale={scale} />
          ))}
          <li className={styles.sum}>
            … {plural(callsMade(run), 'call')} in {duration(run.ns)}
          </li>
        </ol>
      </div>
      {charts.length > 0 && (
        <div
          className={`${styles.chart} output`}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: made by our own lesson at build, and sanitised
          dangerouslySetInnerHTML={{ __html: charts[charts.length - 1] }}
        />
      )}
    </a>
  );
}
