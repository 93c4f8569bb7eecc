import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs a command in the folder `root` with this terminal; ends the script with its status when it fails. */
export function run(root, command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

/** Installs the packages that package-lock.json names, unless they are there. Uses nothing but Node itself. */
export function ensureDependencies(root) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const cache = join(root, 'node_modules', '.cache', 'trapdoor');
  const stamp = join(cache, 'installed');
  try {
    if (readFileSync(stamp, 'utf8') === lock) return;
  } catch {
    // No stamp: nothing was installed by this script yet.
  }
  run(root, 'npm', ['ci', '--no-audit', '--no-fund']);
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, lock);
}
