import type { CellState } from '../../lib/notebook/types';
import { cycles, endingWords, plural } from '../run/words';

/** How a cell stands, in a few words; undefined when there is nothing to say. */
export function statusWords(
  state: CellState,
): { text: string; tone: 'good' | 'bad' | 'plain' | 'warn' } | undefined {
  const { status, progress, output } = state;
  switch (status) {
    case 'idle':
      return { text: 'not run yet', tone: 'plain' };
    case 'queued':
      return { text: 'waiting', tone: 'plain' };
    case 'running':
      if (state.live?.keyboard?.awaited) return { text: 'waits for the keyboard', tone: 'warn' };
      return {
        text: progress
          ? `running: ${plural(progress.calls, 'call')}, ${cycles(progress.cycles)} cycles`
          : 'starting',
        tone: 'plain',
      };
    case 'stale':
      return { text: 'changed since it ran', tone: 'warn' };
    case 'error':
      return output?.run ? endingWords(output.run.ending) : { text: 'failed', tone: 'bad' };
    case 'ok':
      return output?.run && endingWords(output.run.ending);
  }
}
