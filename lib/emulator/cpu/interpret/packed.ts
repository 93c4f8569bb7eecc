import { takeCore } from '../core/core';
import { takeX87 } from '../x87/module';
import { HANDLERS, type Made } from './handlers';

/**
 * Compiles what prepared.ts packed, the processor's two units and handlers, and gives it to all machines of this
 * process. What runs before that makes its own.
 */
export async function takeHandlers(packed: Uint8Array<ArrayBuffer>): Promise<void> {
  const [core, x87, ...handlers] = modulesIn(packed).map(async ({ json, code }) => ({
    uses: JSON.parse(new TextDecoder().decode(json)) as Made<unknown>['uses'],
    code: await WebAssembly.compile(code),
  }));
  takeCore((await core).code);
  takeX87((await x87).code);
  for (const made of handlers) HANDLERS.take(await made);
}

/** Modules by what they are for, as JSON, and their code. */
function modulesIn(packed: Uint8Array<ArrayBuffer>) {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const modules: { json: Uint8Array; code: Uint8Array<ArrayBuffer> }[] = [];
  for (let at = 0; at < packed.length; ) {
    const start = at + 8;
    const middle = start + view.getUint32(at, true);
    at = middle + view.getUint32(at + 4, true);
    modules.push({ json: packed.subarray(start, middle), code: packed.subarray(middle, at) });
  }
  return modules;
}
