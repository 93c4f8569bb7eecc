import type { Sysroot } from '../toolchain/sysroot/sysroot';
import type { Run } from './drive';
import { failedResult } from './failed';
import { prepare } from './program';
import { MachineRun, type RunHost } from './run';
import type { Ending, RunRequest } from './types';

/**
 * Makes a machine for a request and puts its program into it. Throws when the request names what does not exist.
 *
 * @param sysroot given where needsSysroot() says so
 */
export function startRun(request: RunRequest, host?: RunHost, sysroot?: Sysroot): Run {
  const prepared = prepare(request, sysroot);
  if ('program' in prepared) return new MachineRun(request, prepared, host);
  return ended(request, prepared.ending);
}

/** A run that was over before it began. */
function ended(request: RunRequest, ending: Ending): Run {
  return {
    slice: () => 'ended',
    wake: async () => {},
    progress: () => ({ cycles: 0, calls: 0, output: [] }),
    stop: () => {},
    result: () => failedResult(request, ending),
    close: () => {},
  };
}
