import { PROFILES } from '../emulator/cost/profiles';
import { assemble } from '../toolchain';
import { faceOf } from './debug/face';
import { openSession, type Session } from './debug/session';
import type { DebugOptions } from './debug/types';
import { drive } from './drive';
import { hashFiles } from './key';
import { TypedInput } from './keys';
import { helpWith } from './language';
import { listFunction, listProgram } from './listing/program';
import { compileC } from './program';
import { startRun } from './start';
import { type LoadSysroot, needsSysroot, sysrootOnce } from './sysroot';
import type { AssembleResult, CompileResult, Lab, ProfileInfo, RunOptions, RunRequest } from './types';

/** A lab in this process, which also gives sessions to whoever passes their messages on. */
export interface LocalLab extends Lab {
  open(request: RunRequest, options?: DebugOptions): Promise<Session>;
}

/** A lab in this process: what Node uses, and what is inside a lab Worker. Without a sysroot it runs no C. */
export function createLocalLab({ sysroot: load }: { sysroot?: LoadSysroot } = {}): LocalLab {
  const sysroot = sysrootOnce(load);
  const open = async (request: RunRequest, options?: DebugOptions): Promise<Session> =>
    openSession(request, options, needsSysroot(request) ? await sysroot() : undefined);
  return {
    run: async (request: RunRequest, options: RunOptions = {}) => {
      const library = needsSysroot(request) ? await sysroot() : undefined;
      const input = options.onKeyboard && new TypedInput();
      if (input) options.onKeyboard?.(input);
      await hashFiles(request);
      return drive(startRun(request, input && { input }, library), options);
    },
    open,
    debug: async (request: RunRequest, options?: DebugOptions) => {
      const session = await open(request, options);
      let paused = new AbortController();
      return faceOf(session.opened, {
        ask: (command) => {
          paused = new AbortController();
          return session.answer(command, paused.signal);
        },
        pause: () => paused.abort(),
        close: () => paused.abort(),
      });
    },
    assemble: async (source: string, name: string): Promise<AssembleResult> => {
      const { elf, diagnostics, listing } = assemble(source, { name });
      return { elf, diagnostics, listing };
    },
    compile: async (source: string, name: string): Promise<CompileResult> => {
      const { elf, diagnostics } = compileC(source, name, await sysroot());
      return { elf, diagnostics };
    },
    list: async (program, profile) =>
      listProgram(program, profile, 'c' in program ? await sysroot() : undefined),
    listFunction: async (elf, which, profile) => listFunction(elf, which, profile),
    help: async (topic, question) =>
      helpWith(topic, question, question.kind === 'c' ? await sysroot() : undefined),
    profiles: async (): Promise<ProfileInfo[]> =>
      PROFILES.map(({ name, title, description, ghz, pti }) => ({ name, title, description, ghz, pti })),
  };
}
