import { type DriveOptions, drive } from './drive';
import { startRun } from './run';
import type { AssembleResult, Lab, ProfileInfo, RunRequest } from './types';

/** A lab in this process: what Node uses, and what is inside a lab Worker. */
export function createLocalLab(): Lab {
  return {
    run: async (request: RunRequest, options?: DriveOptions) => drive(startRun(request), options),
    assemble: async (_source: string, _name: string): Promise<AssembleResult> => {
      throw new Error('not assembled yet');
    },
    profiles: async (): Promise<ProfileInfo[]> => [],
  };
}
