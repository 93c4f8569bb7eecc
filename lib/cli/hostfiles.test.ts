import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

it('keeps several names of one file, and pipes', () => {
  const root = mkdtempSync(join(tmpdir(), 'trapdoor-hostfiles-'));
  try {
    writeFileSync(join(root, 'one'), 'text');
    linkSync(join(root, 'one'), join(root, 'two'));
    mkdirSync(join(root, 'below'));
    linkSync(join(root, 'one'), join(root, 'below/three'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const found = hostFiles(root);
    const three = found.find(({ path }) => path === '/below')?.entries?.()[0];
    const [one, two, pipe] = ['/one', '/two', '/pipe'].map((name) => found.find(({ path }) => path === name));
    expect(one?.same).toBeDefined();
    expect([two?.same, three?.same]).toEqual([one?.same, one?.same]);
    expect(one?.names).toBe(3);
    expect((pipe?.mode ?? 0) & 0o170000).toBe(0o010000);
  } finally {
    rmSync(root, { recursive: true });
  }
});
