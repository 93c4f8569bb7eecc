import type { AssembleResult, Lab, ProfileInfo, RunRequest, RunResult } from '../../lab/types';

/** A lab without a machine: each run answers after `delay` with the result that `answer` makes, one call by default. */
export function fakeLab(
  options: { delay?: number; answer?: (request: RunRequest) => Partial<RunResult> } = {},
): Lab & { requests: RunRequest[] } {
  const requests: RunRequest[] = [];
  return {
    requests,
    async run(request, { onProgress, signal } = {}) {
      requests.push(request);
      const result = { ...emptyResult(request), ...options.answer?.(request) };
      if (options.delay) {
        onProgress?.({ cycles: 0, calls: 0, output: [{ stream: 1, bytes: result.stdout }] });
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, options.delay);
          signal?.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve();
          });
        });
      }
      return signal?.aborted ? { ...result, ending: { kind: 'stopped' }, exit: 130 } : result;
    },
    compile: async () => ({ elf: undefined, diagnostics: [] }),
    list: async () => ({ diagnostics: [], functions: [], library: [], globals: [] }),
    help: () => Promise.reject(new Error('the fake lab helps nobody')),
    listFunction: async () => undefined,
    assemble: async (): Promise<AssembleResult> => ({ elf: undefined, diagnostics: [], listing: [] }),
    debug: () => Promise.reject(new Error('there is no debugger here')),
    profiles: async (): Promise<ProfileInfo[]> => [
      { name: 'measured-vm', title: 'Measured VM', description: 'A virtual machine', ghz: 3.65, pti: false },
    ],
  };
}

/** What a program that prints its arguments and exits would leave. */
export function emptyResult(request: RunRequest): RunResult {
  const ns = 104;
  return {
    ending: { kind: 'exited', status: 0 },
    exit: 0,
    stdout: new TextEncoder().encode(`${(request.args ?? []).join(' ')}\n`),
    stderr: new Uint8Array(),
    truncated: false,
    counts: [
      { name: 'write', nr: 1, calls: 1, errors: 0, entry: 132, handler: 109, exit: 132, cycles: 373, ns },
    ],
    cycles: { user: 100, entry: 132, handler: 109, exit: 132, fault: 0, idle: 0, total: 473 },
    ns,
    instructions: 100,
    trace: {
      length: 0,
      total: 0,
      nr: new Uint32Array(),
      abi: new Uint8Array(),
      pid: new Uint32Array(),
      argsLo: new Uint32Array(),
      argsHi: new Uint32Array(),
      retLo: new Uint32Array(),
      retHi: new Int32Array(),
      status: new Uint8Array(),
      start: new Float64Array(),
      user: new Float64Array(),
      entry: new Float64Array(),
      handler: new Float64Array(),
      exit: new Float64Array(),
      asleep: new Float64Array(),
      payloadIndex: new Uint32Array(1),
      payloadArg: new Uint32Array(),
      payloadOffset: new Uint32Array(),
      payloadKept: new Uint32Array(),
      payloadLength: new Uint32Array(),
      arena: new Uint8Array(),
      events: [],
    },
    files: [],
    profile: request.profile ?? 'measured-vm',
    key: JSON.stringify([request.program, request.args]),
    notes: [],
  };
}
