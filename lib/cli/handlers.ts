import { existsSync, readFileSync } from 'node:fs';
import { takeHandlers } from '../emulator/cpu';

/** Takes the handlers that lie beside the bundled program; without them programs begin a little slower. */
export async function prepareHandlers(): Promise<void> {
  const packed = new URL('handlers.bin', import.meta.url);
  if (existsSync(packed)) await takeHandlers(new Uint8Array(readFileSync(packed)));
}
