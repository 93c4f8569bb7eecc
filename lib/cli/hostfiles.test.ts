import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hostFiles } from './hostfiles';

it('finds nothing in a directory of the host that has gone since it was listed', () => {
  const root = mkdtempSync(join(tmpdir(), 'trapdoor-hostfiles-'));
  try {
    mkdirSync(join(root, 'a'));
    writeFileSync(join(root, 'a/b'), 'text');
    const [a] = hostFiles(root);
    expect(a?.path).toBe('/a');
    rmSync(join(root, 'a'), { recursive: true });
    expect(a?.entries?.()).toEqual([]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
