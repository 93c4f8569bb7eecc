import { createWorkerLab, type WorkerLab } from '../lib/lab/client';

declare global {
  /** The lab's first Worker, where the page has made it before its own scripts came. */
  var __machine: Worker | undefined;
}

let instance: WorkerLab | undefined;

/** `npm run build` makes it before the page. */
async function sysroot(): Promise<Uint8Array> {
  const answer = await fetch(new URL('../lib/toolchain/sysroot/sysroot.bin', import.meta.url));
  if (!answer.ok) throw new Error(`the server says ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** scripts/machine.mjs builds it beside the page, which may have one already: scripts/finish.mjs. */
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
  instance ??= createWorkerLab(makeWorker, { sysroot });
  return instance;
}
