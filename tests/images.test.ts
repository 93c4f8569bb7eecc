import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('has images that are what their sources come to', () => {
  const { status, stdout, stderr } = spawnSync('node', ['scripts/images.mjs', '--check'], {
    encoding: 'utf8',
  });
  expect(stdout + stderr).toBe('');
  expect(status).toBe(0);
});
