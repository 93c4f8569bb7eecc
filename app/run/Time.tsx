import type { RunResult } from '../../lib/lab/types';
import styles from './run.module.css';
import { cycles, duration, plural } from './words';

type Part = Exclude<keyof RunResult['cycles'], 'total'>;

/** Where time goes, in the order a call passes through. */
export const PARTS: readonly { part: Part; label: string; what: string }[] = [
  { part: 'user', label: 'User', what: 'the program’s own instructions' },
  { part: 'entry', label: 'Entry', what: 'from the trap to the handler' },
  { part: 'handler', label: 'Handler', what: 'the kernel’s work for the call' },
  { part: 'exit', label: 'Exit', what: 'from the handler back to the program' },
  { part: 'fault', label: 'Faults', what: 'page faults and other exceptions' },
  { part: 'idle', label: 'Idle', what: 'waiting, nothing to run' },
];

/** A run's cycles by where they went: one bar, and the figures. */
export function Time({ run }: { run: RunResult }) {
  const { total } = run.cycles;
  const shown = PARTS.filter(({ part }) => run.cycles[part] > 0);
  return (
    <div className={styles.time}>
      <div className={styles.bar} aria-hidden="true">
        {shown.map(({ part }) => (
          <span
            key={part}
            style={{ flexGrow: run.cycles[part] / total, background: `var(--time-${part})` }}
          />
        ))}
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col" data-number>
              Cycles
            </th>
            <th scope="col" data-number>
              Share
            </th>
            <th scope="col" data-number>
              Time
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ part, label, what }) => (
            <tr key={part}>
              <th scope="row">
                <i style={{ background: `var(--time-${part})` }} />
                {label} <small>{what}</small>
              </th>
              <td data-number>{cycles(run.cycles[part])}</td>
              <td data-number>{((run.cycles[part] / total) * 100).toFixed(1)}%</td>
              <td data-number>{duration((run.cycles[part] / total) * run.ns)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">In all</th>
            <td data-number>{cycles(total)}</td>
            <td data-number />
            <td data-number>{duration(run.ns)}</td>
          </tr>
        </tfoot>
      </table>
      <p className={styles.note}>
        {plural(run.instructions, 'instruction')}. Time is virtual: cycles by the cost model of the profile{' '}
        <code>{run.profile}</code>.
      </p>
      {run.made && (
        <p className={styles.note}>
          Made of source <code>{run.made.source}</code> with seed {run.made.seed}, by version{' '}
          {run.made.machine} of the machine
          {run.typed && `; ${plural(run.typed.length, 'byte')} typed at the keyboard`}.
        </p>
      )}
    </div>
  );
}
