import { PROFILES } from '../emulator/cost/profiles';
import { assemble } from '../toolchain';
import { type DriveOptions, drive } from './drive';
import { startRun } from './run';
import type { AssembleResult, Lab, ProfileInfo, RunRequest } from './types';

/** A lab in this process: what Node uses, and what is inside a lab Worker. */
export function createLocalLab(): Lab {
  return {
    run: async (request: RunRequest, options?: DriveOptions) => drive(startRun(request), options),
    assemble: async (source: string, name: string): Promise<AssembleResult> => {
      const { elf, diagnostics, listing } = assemble(source, { name });
      return { elf, diagnostics, listing };
    },
    profiles: async (): Promise<ProfileInfo[]> =>
      PROFILES.map(({ name, title, description, ghz, pti }) => ({ name, title, description, ghz, pti })),
  };
}
