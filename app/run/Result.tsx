import type { ReactNode } from 'react';
import type { RunResult } from '../../lib/lab/types';
import { Counts } from './Counts';
import { excerpt } from './excerpt';
import styles from './run.module.css';
import { Terminal } from './Terminal';
import { Time } from './Time';
import { callsMade, duration, endingMessage, grouped } from './words';

interface Props {
  id: string;
  run: RunResult;
  stale?: boolean;
  /** The cell's error says already how the run ended. */
  explained?: boolean;
  /** The table of calls: long and sortable on a live page, short where no script runs. */
  calls: ReactNode;
  onSave?: (stream: 'stdout' | 'stderr') => void;
}

/**
 * A run in four tabs. The tabs are radio buttons and CSS, so that they work where no script runs and keep their place
 * when the page wakes up.
 */
export function Result({ id, run, stale, explained, calls, onSave }: Props) {
  const tabs = [
    {
      name: 'output',
      title: 'Output',
      body: <Terminal stdout={excerpt(run.stdout)} stderr={excerpt(run.stderr)} onSave={onSave} />,
    },
    { name: 'calls', title: 'Calls', badge: grouped(callsMade(run)), body: calls },
    { name: 'counts', title: 'Counts', body: <Counts counts={run.counts} /> },
    { name: 'time', title: 'Time', badge: duration(run.ns), body: <Time run={run} /> },
  ];
  const message = explained ? undefined : endingMessage(run.ending);
  return (
    <div className={styles.panel} data-stale={stale || undefined}>
      {message && <p className={styles.message}>{message}</p>}
      <fieldset className={styles.tabs}>
        <legend className="visually-hidden">What of the run to show</legend>
        {tabs.map(({ name, title, badge }, index) => (
          <label key={name} data-tab={name}>
            <input
              className="visually-hidden"
              type="radio"
              name={`tab-${id}`}
              value={name}
              defaultChecked={index === 0}
            />
            {title} {badge && <small>{badge}</small>}
          </label>
        ))}
      </fieldset>
      {tabs.map(({ name, body }) => (
        <div key={name} className={styles.body} data-body={name}>
          {body}
        </div>
      ))}
      {run.truncated && (
        <p className={styles.note}>The output was longer than is kept; its end is missing.</p>
      )}
      {run.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </div>
  );
}
