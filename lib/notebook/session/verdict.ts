import type { RunResult } from '../../lab/types';
import type { CellError } from '../types';

/**
 * Why a program's run counts as an error of its cell; undefined when it does not. Any exit status is a result like
 * another; a signal or a limit is an error unless the cell says `exit=139` or whatever it comes to.
 */
export function failure(result: RunResult, expected: string | undefined): CellError | undefined {
  const { ending } = result;
  if (ending.kind === 'failed') return { message: ending.message, ...placeOf(result) };
  if (expected !== undefined) {
    if (Number(expected) === result.exit) return undefined;
    return { message: `the exit status is ${result.exit}, and the cell says exit=${expected}` };
  }
  return ending.kind === 'exited' ? undefined : { message: fails(result) };
}

/** How a run that did not end by itself ended, in one line. */
export function fails({ ending }: RunResult): string {
  if (ending.kind === 'exited') return `it ended with status ${ending.status}`;
  if (ending.kind === 'stopped') return 'it was stopped';
  return ending.message;
}

function placeOf({ ending }: RunResult): Partial<CellError> {
  const diagnostics = ending.kind === 'failed' ? ending.diagnostics : undefined;
  const first = diagnostics?.find(({ severity }) => severity === 'error');
  return { diagnostics, line: first?.line, column: first?.column };
}
