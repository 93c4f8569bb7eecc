import type { DebugAnswers, DebugCommand, DebugOpened, DebugOptions } from './debug/types';
import type { HelpAnswers, HelpQuestion, HelpTopic } from './language/types';
import type { ListedFunction, Listing } from './listing/types';
import type {
  AssembleResult,
  CompileResult,
  ProfileInfo,
  RunProgress,
  RunRequest,
  RunResult,
  SourceProgram,
} from './types';
import type { ProgramKind } from './warm';

/** What a lab Worker is handed once, as the build has packed it. */
export interface Supplies {
  /** The C library, headers and userland. */
  sysroot?: Uint8Array;
}

/** What a page asks of a lab Worker. `id` names the job in the answers. */
export type Question =
  | { id: number; ask: 'run'; request: RunRequest; keyboard?: boolean }
  /** Of a run that was given a keyboard; these have no answer. */
  | { id: number; ask: 'type'; bytes: Uint8Array }
  | { id: number; ask: 'resize'; rows: number; columns: number }
  | { id: number; ask: 'stop' }
  | { id: number; ask: 'assemble'; source: string; name: string }
  | { id: number; ask: 'compile'; source: string; name: string }
  | { id: number; ask: 'list'; program: SourceProgram; profile?: string }
  | { id: number; ask: 'function'; elf: Uint8Array; which: string | number; profile?: string }
  | { id: number; ask: 'help'; topic: HelpTopic; question: HelpQuestion }
  /** Hands over what a Worker does not have yet, before the first question that wants it; it has no answer. */
  | { id: number; ask: 'supply'; supplies: Supplies }
  /** Has programs of a kind run for nobody, when it is first asked; the answer comes when they have run a first time. */
  | { id: number; ask: 'warm'; kind: ProgramKind }
  | { id: number; ask: 'profiles' }
  /** Opens a session; the Worker is then for its commands alone. */
  | { id: number; ask: 'debug'; request: RunRequest; options?: DebugOptions }
  | { id: number; ask: 'command'; command: DebugCommand }
  /** Stops the command under way. */
  | { id: number; ask: 'pause' };

/** What a lab Worker answers. A run's progress comes before its result; every other question has one answer. */
export type Answer =
  | { id: number; answer: 'progress'; progress: RunProgress }
  | { id: number; answer: 'run'; result: RunResult }
  | { id: number; answer: 'assemble'; result: AssembleResult }
  | { id: number; answer: 'compile'; result: CompileResult }
  | { id: number; answer: 'list'; result: Listing }
  | { id: number; answer: 'function'; result: ListedFunction | undefined }
  | { id: number; answer: 'help'; result: HelpAnswers[HelpTopic] }
  | { id: number; answer: 'warm'; result: undefined }
  | { id: number; answer: 'profiles'; result: ProfileInfo[] }
  | { id: number; answer: 'debug'; result: DebugOpened }
  | { id: number; answer: 'command'; result: DebugAnswers[DebugCommand['do']] }
  | { id: number; answer: 'error'; message: string };

/** Every ArrayBuffer in a value, each once: what postMessage may move instead of copying. */
export function buffersIn(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) buffersIn(part, found);
  }
  return found;
}
