import type { RunRequest } from './types';
import { NOTHING, type ProgramKind } from './warm';

/** How often the programs of a kind are run in all. The engine is done with the assembler's few at once, not with C. */
const ROUNDS: Readonly<Record<ProgramKind, number>> = { asm: 1, c: 7 };
/** Between two programs that nobody waits for: what the engine has begun to compile is finished in the meantime. */
const PAUSE_MS = 100;

/**
 * Gets a Worker ready for programs of a kind. Answers after the first round; the others follow while nobody wants anything,
 * one program at a time, so that whoever comes early waits for one at most.
 */
export async function practise(
  kind: ProgramKind,
  run: (request: RunRequest) => Promise<unknown>,
  isBusy: () => boolean,
): Promise<void> {
  const programs = NOTHING[kind];
  for (const program of programs) await run(program);
  const later = Array.from({ length: ROUNDS[kind] - 1 }, () => programs).flat();
  const next = async (): Promise<void> => {
    if (!isBusy()) {
      const program = later.pop();
      if (!program) return;
      await run(program);
    }
    setTimeout(next, PAUSE_MS);
  };
  if (later.length > 0) setTimeout(next, PAUSE_MS);
}
