import { createWorkerLab, type WorkerLab } from '../lib/lab/client';

let instance: WorkerLab | undefined;

/** The packed C library; `npm run build` makes it before the page. */
async function sysroot(): Promise<Uint8Array> {
  const answer = await fetch(new URL('../lib/toolchain/sysroot/sysroot.zip', import.meta.url));
  if (!answer.ok) throw new Error(`the server says ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** The page's lab: machines in Workers, started when the first program runs. */
export function pageLab(): WorkerLab {
  instance ??= createWorkerLab(
    () => new Worker(new URL('../lib/lab/worker.ts', import.meta.url), { type: 'module', name: 'machine' }),
    { sysroot },
  );
  return instance;
}
