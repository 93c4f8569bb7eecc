import type { CallSummary } from '../../lib/lab/types';
import styles from './run.module.css';
import { cycles, duration, grouped } from './words';

/** Calls by name, dearest first, as `strace -c` has it, with the cycles apart. */
export function Counts({ counts }: { counts: readonly CallSummary[] }) {
  if (counts.length === 0) return <p className={styles.nothing}>The program made no calls.</p>;
  const dearest = Math.max(1, ...counts.map((row) => row.cycles));
  const rows = [...counts].sort((a, b) => b.cycles - a.cycles);
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Call</th>
            {['Calls', 'Errors', 'Entry', 'Handler', 'Exit', 'Cycles', 'Each', 'Time'].map((title) => (
              <th scope="col" key={title} data-number>
                {title}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">Share</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.name}/${row.nr}`}>
              <th scope="row">
                <code>{row.name}</code>
              </th>
              <td data-number>{grouped(row.calls)}</td>
              <td data-number data-bad={row.errors > 0 || undefined}>
                {row.errors > 0 ? grouped(row.errors) : ''}
              </td>
              <td data-number>{cycles(row.entry)}</td>
              <td data-number>{cycles(row.handler)}</td>
              <td data-number>{cycles(row.exit)}</td>
              <td data-number>{cycles(row.cycles)}</td>
              <td data-number>{cycles(row.cycles / row.calls)}</td>
              <td data-number>{duration(row.ns)}</td>
              <td className={styles.shareCell}>
                <span className={styles.share} style={{ width: `${(row.cycles / dearest) * 100}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
