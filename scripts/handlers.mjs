/**
 * npm run handlers: makes handlers of common instructions ahead, into lib/emulator/cpu/interpret/handlers.bin, which the
 * page loads beside its machines. Nothing is done where that is newer than all it is made from.
 */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundled, newestIn } from './bundled.mjs';

const packed = fileURLToPath(new URL('../lib/emulator/cpu/interpret/handlers.bin', import.meta.url));

if (!existsSync(packed) || statSync(packed).mtimeMs < newestIn(['lib/emulator/cpu', 'lib/isa'])) {
  const { packHandlers } = await bundled('lib/emulator/cpu/interpret/prepared.ts');
  writeFileSync(packed, packHandlers());
}
