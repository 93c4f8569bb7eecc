import { HANDLERS, type Made } from './handlers';

/**
 * Compiles handlers that prepared.ts packed, and gives them to all machines of this process. What runs before that makes
 * its own.
 */
export async function takeHandlers(packed: Uint8Array<ArrayBuffer>): Promise<void> {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  for (let at = 0; at < packed.length; ) {
    const start = at + 8;
    const middle = start + view.getUint32(at, true);
    const end = middle + view.getUint32(at + 4, true);
    const uses = JSON.parse(
      new TextDecoder().decode(packed.subarray(start, middle)),
    ) as Made<unknown>['uses'];
    HANDLERS.take({ code: await WebAssembly.compile(packed.subarray(middle, end)), uses });
    at = end;
  }
}
