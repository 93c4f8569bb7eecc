import type { Lab, RunRequest, RunResult } from '../../lab/types';

/** The instruction that a message about a fault begins with: its address, then its bytes. */
const INSTRUCTION = /\b0x([\da-f]+): [\da-f]{2}\b/;

/**
 * The line of a program's source, from 1, whose code raised the signal that ended it. Undefined where that is not known:
 * the code is a library's, or the signal came from elsewhere.
 */
export async function faultLine(
  lab: Lab,
  { program, profile }: RunRequest,
  { ending }: RunResult,
): Promise<number | undefined> {
  const address = ending.kind === 'killed' ? INSTRUCTION.exec(ending.message)?.[1] : undefined;
  if (address === undefined || !('c' in program || 'asm' in program)) return undefined;
  const at = Number.parseInt(address, 16);
  const { functions } = await lab.list(program, profile);
  for (const { rows } of functions) {
    const row = rows.find((one) => one.address === at);
    if (row) return row.line || undefined;
  }
  return undefined;
}
