'use client';
import type { CellState } from '../../lib/notebook/types';
import { saveFile } from '../notebook/files';
import { Calls } from './Calls';
import { Result } from './Result';
import styles from './run.module.css';
import { Terminal } from './Terminal';
import { lastOf } from './terminal';

interface Props {
  id: string;
  name: string | undefined;
  state: CellState;
}

/** What a program cell shows below its source: output as it comes, then the result. */
export function RunPanel({ id, name, state }: Props) {
  const { status, live, output } = state;
  if (status === 'running' && live)
    return (
      <div className={styles.panel}>
        {live.stdout === '' && live.stderr === '' ? (
          <p className={styles.nothing}>Nothing printed so far.</p>
        ) : (
          <Terminal live stdout={lastOf(live.stdout)} stderr={lastOf(live.stderr)} />
        )}
      </div>
    );
  const run = output?.run;
  // What did not start has nothing to show but its error, which stands above.
  if (!run || run.ending.kind === 'failed') return null;
  const onSave = (stream: 'stdout' | 'stderr') =>
    saveFile(`${name ?? 'program'}.${stream}.txt`, run[stream], 'application/octet-stream');
  return (
    <Result
      id={id}
      run={run}
      stale={status === 'stale'}
      explained={output.error !== undefined}
      calls={<Calls trace={run.trace} />}
      onSave={onSave}
    />
  );
}
