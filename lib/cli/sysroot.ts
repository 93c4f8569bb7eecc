import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The source checkout: the nearest folder above that has a package.json and the script. */
function checkout(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'scripts/sysroot.mjs'))) return folder;
    if (folder === dirname(folder))
      throw new Error('the source checkout of the lab is not around this program');
  }
}

/** The packed C library, headers and userland; made first where it is not there or older than its sources. */
export async function hostSysroot(): Promise<Uint8Array> {
  const root = checkout();
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/sysroot.mjs')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr.trim() || 'scripts/sysroot.mjs failed');
  return new Uint8Array(readFileSync(join(root, 'lib/toolchain/sysroot/sysroot.bin')));
}
