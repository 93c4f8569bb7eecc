'use client';
import type { CellContext } from '../commands/context';
import { saveFile } from '../notebook/files';
import { Calls } from './Calls';
import { lastOf } from './excerpt';
import { Result } from './Result';
import styles from './run.module.css';
import { Screen } from './Screen';
import { Terminal } from './Terminal';

/** What a program cell shows below its source: output as it comes, then the result. */
export function RunPanel({ context }: { context: CellContext }) {
  const { session, page, cell, cellState } = context;
  const { id, name } = cell;
  const { status, live, output } = cellState;
  if (status === 'running' && live?.keyboard)
    return (
      <Screen
        text={live.stdout}
        keyboard={live.keyboard}
        onType={(bytes) => session.type(id, bytes)}
        onResize={(rows, columns) => session.resizeTerminal(id, rows, columns)}
        onLeave={() => page.focus(id)}
      />
    );
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
