import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTar, tarFiles } from './tar';

const missing = spawnSync('tar', ['--version']).status === 0 ? '' : 'tar is missing';
if (missing) console.log(`skipped, archives: ${missing}`);

const LONG = `${'long'.repeat(30)}/${'name'.repeat(40)}`;

describe.skipIf(missing)('a tar archive is a tree of files', () => {
  it.each([
    ['--format=ustar', false],
    ['--format=gnu', true],
    ['--format=pax', true],
    ['--format=v7', false],
    ['-z', true],
  ])('%s', (option, long) => {
    const folder = mkdtempSync(join(tmpdir(), 'trapdoor-tar-'));
    try {
      const tree = join(folder, 'tree');
      mkdirSync(join(tree, 'etc/deep'), { recursive: true });
      writeFileSync(join(tree, 'etc/file'), 'contents\n', { mode: 0o640 });
      writeFileSync(join(tree, 'etc/deep/big'), Buffer.alloc(100_000, 'x'));
      writeFileSync(join(tree, 'empty'), '');
      symlinkSync('etc/file', join(tree, 'link'));
      spawnSync('ln', ['etc/file', 'hard'], { cwd: tree });
      utimesSync(join(tree, 'etc/file'), 1_000_000_000, 1_000_000_000);
      if (long) {
        mkdirSync(join(tree, LONG, '..'), { recursive: true });
        writeFileSync(join(tree, LONG), 'far');
      }
      const archive = join(folder, 'a.tar');
      spawnSync('tar', [option, '--sort=name', '-cf', archive, '-C', tree, '.']);
      const bytes = new Uint8Array(readFileSync(archive));
      expect(isTar(bytes) || option === '--format=v7').toBe(true);
      const files = new Map(tarFiles(bytes).map((file) => [file.path, file]));
      const textOf = (path: string) => Buffer.from(files.get(path)!.bytes).toString();
      expect(files.get('/etc/file')).toMatchObject({
        mode: 0o640,
        mtime: 1_000_000_000,
        uid: process.getuid!(),
      });
      expect([textOf('/etc/file'), textOf('/hard')]).toEqual(['contents\n', 'contents\n']);
      expect(files.get('/etc/deep/big')!.bytes.length).toBe(100_000);
      expect(files.get('/empty')!.bytes.length).toBe(0);
      expect(files.get('/link')!.link).toBe('etc/file');
      expect(files.get('/etc/deep')!.mode! & 0o170000).toBe(0o040000);
      if (long) expect(textOf(`/${LONG}`)).toBe('far');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('says what is wrong with what is none', () => {
    expect(() => tarFiles(new Uint8Array(1024).fill(65))).toThrow('this is no tar archive');
    expect(isTar(new Uint8Array(1024).fill(65))).toBe(false);
  });
});
