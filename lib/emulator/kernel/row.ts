import type { TaskStruct } from './task';
import type { Args, Result, Support } from './types';

/** A handler that needs what only the kernel's core knows of a task. Handlers of files take the narrower `Task`. */
export type CoreHandler = (task: TaskStruct, args: Args) => Result;

/** A row of the table of calls: lib/abi has its number and signature under the same name. */
export interface CoreRow {
  readonly name: string;
  readonly handler: CoreHandler;
  readonly support: Support;
}

/** A call that is there in full. */
export function full(name: string, handler: CoreHandler): CoreRow {
  return { name, handler, support: { level: 'full' } };
}

/** A call that lacks something. */
export function partial(name: string, handler: CoreHandler, missing: string): CoreRow {
  return { name, handler, support: { level: 'partial', missing } };
}
