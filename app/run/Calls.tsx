// biome-ignore-all lint/a11y/useSemanticElements: only the lines in sight are drawn, which a <table> cannot lay out
// biome-ignore-all lint/a11y/useFocusableInteractive: rows of a table of role table are not interactive
'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { TraceColumns } from '../../lib/trace/types';
import { CallLine, COLUMNS } from './CallLine';
import { lineAt, type SortKey, sorted } from './order';
import styles from './run.module.css';
import { grouped } from './words';

const LINE = 26;
/** Lines drawn above and below what is in sight. */
const SPARE = 8;
const VIEW = Math.ceil(372 / LINE) + 2 * SPARE;
/** Browsers do not lay out elements much higher than 30 million pixels. */
const MOST = 1_000_000;

/** The calls of a run, one line each, sortable; only the lines in sight are in the page. */
export function Calls({ trace }: { trace: TraceColumns }) {
  const [sort, setSort] = useState<{ key: SortKey; descending: boolean }>({
    key: 'start',
    descending: false,
  });
  const [first, setFirst] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const made = sort.key === 'start' && !sort.descending;
  const order = useMemo(
    () => (made ? undefined : sorted(trace, sort.key, sort.descending)),
    [trace, sort, made],
  );

  if (trace.length === 0) return <p className={styles.nothing}>The program made no calls.</p>;
  const lines = Math.min(MOST, trace.length + (order ? 0 : trace.events.length));
  const from = Math.max(0, first - SPARE);
  const until = Math.min(lines, from + VIEW);

  const sortBy = (key: SortKey) => {
    // The first press shows the dearest; the time of the call begins with the first.
    setSort((old) => ({ key, descending: old.key === key ? !old.descending : key !== 'start' }));
    box.current?.scrollTo({ top: 0 });
    setFirst(0);
  };
  const direction = (key: string) =>
    key !== sort.key ? 'none' : sort.descending ? 'descending' : 'ascending';

  return (
    <>
      <div
        ref={box}
        className={styles.calls}
        role="table"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard
        tabIndex={0}
        aria-label="System calls"
        aria-rowcount={lines + 1}
        onScroll={(event) => setFirst(Math.floor(event.currentTarget.scrollTop / LINE))}
      >
        <div className={styles.callHead} role="row">
          <span role="columnheader">#</span>
          {COLUMNS.map(({ key, title, what }) =>
            key === 'call' ? (
              <span role="columnheader" key={key} title={what}>
                {title}
              </span>
            ) : (
              <span role="columnheader" key={key} aria-sort={direction(key)}>
                <button type="button" title={`${what}. Press to sort`} onClick={() => sortBy(key)}>
                  {title}
                  {key === sort.key &&
                    (sort.descending ? (
                      <ArrowDown size={11} aria-hidden />
                    ) : (
                      <ArrowUp size={11} aria-hidden />
                    ))}
                </button>
              </span>
            ),
          )}
        </div>
        <div className={styles.scale} style={{ height: `${lines * LINE}px`, minWidth: 620 }}>
          {Array.from({ length: Math.max(0, until - from) }, (_, i) => {
            const at = from + i;
            const line = order ? { row: order[at] } : lineAt(trace, at);
            return <CallLine key={at} trace={trace} line={line} top={at * LINE} />;
          })}
        </div>
      </div>
      {trace.total > Math.min(trace.length, MOST) && (
        <p className={styles.note}>
          The first {grouped(Math.min(trace.length, MOST))} of {grouped(trace.total)} calls are listed; all
          are counted.
        </p>
      )}
    </>
  );
}
