import { createWorkerLab, type WorkerLab } from '../lib/lab/client';

let instance: WorkerLab | undefined;

// `npm run build` makes both before the page.
const sysroot = () => load(new URL('../lib/toolchain/sysroot/sysroot.bin', import.meta.url));
const handlers = () => load(new URL('../lib/emulator/cpu/interpret/handlers.bin', import.meta.url));

async function load(file: URL): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`the server says ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** scripts/machine.mjs builds it beside the page, which may have one already: notebook/early.ts. */
function makeWorker(): Worker {
  const early = globalThis.__machine;
  globalThis.__machine = undefined;
  return (
    early ??
    new Worker(`${globalThis.__trapdoor ?? ''}/machine/start.js`, { type: 'module', name: 'machine' })
  );
}

/** The page's lab: machines in Workers, started when the first program runs. */
export function pageLab(): WorkerLab {
  instance ??= createWorkerLab(makeWorker, { sysroot, handlers });
  return instance;
}
