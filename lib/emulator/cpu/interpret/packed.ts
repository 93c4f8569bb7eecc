import { takeCore } from '../core/core';
import { HANDLERS, type Made } from './handlers';

/**
 * Compiles what prepared.ts packed, the core and handlers, and gives it to all machines of this process. What runs before
 * that makes its own.
 */
export async function takeHandlers(packed: Uint8Array<ArrayBuffer>): Promise<void> {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  for (let at = 0; at < packed.length; ) {
    const start = at + 8;
    const middle = start + view.getUint32(at, true);
    const end = middle + view.getUint32(at + 4, true);
    const code = await WebAssembly.compile(packed.subarray(middle, end));
    if (at === 0) takeCore(code);
    else {
      const json = new TextDecoder().decode(packed.subarray(start, middle));
      HANDLERS.take({ code, uses: JSON.parse(json) as Made<unknown>['uses'] });
    }
    at = end;
  }
}
