import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LinkOptions } from '../../lib/toolchain/ld';
import { missingTools } from '../asm/native';
import { GCC, GLIBC, linkFiles, MUSL, missingFiles, run, SOURCES, workFolder } from './native';

const missing = missingTools('gcc', 'g++', 'readelf') ?? missingFiles(`${GLIBC}/libc.a`)[0];
if (missing) console.log(`skipped: these tests link what gcc makes with Debian's own libc: ${missing}`);
const noMusl = missing ?? missingFiles(`${MUSL}/libc.a`)[0];
if (noMusl) console.log(`skipped: the tests of musl: ${noMusl} not found`);

let dir: string;
beforeAll(() => {
  dir = workFolder();
});
afterAll(() => rmSync(dir, { recursive: true }));

const glibc = (name: string) => path.join(GLIBC, name);
const gcc = (name: string) => path.join(GCC, name);
const musl = (name: string) => path.join(MUSL, name);

const STATIC_LIBS = [glibc('libc.a'), gcc('libgcc.a'), gcc('libgcc_eh.a'), gcc('crtend.o'), glibc('crtn.o')];
const SHARED_LIBS = [
  glibc('libc.so.6'),
  '?/lib64/ld-linux-x86-64.so.2',
  glibc('libc_nonshared.a'),
  gcc('libgcc.a'),
  gcc('crtendS.o'),
  glibc('crtn.o'),
];
const STATIC = [glibc('crt1.o'), glibc('crti.o'), gcc('crtbeginT.o')];
const STATIC_PIE = [glibc('rcrt1.o'), glibc('crti.o'), gcc('crtbeginS.o')];
const DYNAMIC = [glibc('crt1.o'), glibc('crti.o'), gcc('crtbegin.o')];
const PIE = [glibc('Scrt1.o'), glibc('crti.o'), gcc('crtbeginS.o')];
const MUSL_LIBS = [musl('libc.a'), musl('crtn.o')];

/** How a program is compiled and linked. */
const WAYS: [name: string, flags: string[], before: string[], after: string[], options: LinkOptions][] = [
  ['static', ['-fno-pie'], STATIC, STATIC_LIBS, { ehFrameHdr: true }],
  [
    'static, sections collected',
    ['-fno-pie', '-ffunction-sections', '-fdata-sections'],
    STATIC,
    STATIC_LIBS,
    { ehFrameHdr: true, gcSections: true },
  ],
  ['static of -fPIC -fno-plt code', ['-fPIC', '-fno-plt'], STATIC, STATIC_LIBS, {}],
  ['static with TLS descriptors', ['-fPIC', '-mtls-dialect=gnu2'], STATIC, STATIC_LIBS, {}],
  ['static-pie', ['-fPIE'], STATIC_PIE, STATIC_LIBS, { kind: 'pie', static: true, ehFrameHdr: true }],
  [
    'static-pie, packed',
    ['-fPIE'],
    STATIC_PIE,
    STATIC_LIBS,
    { kind: 'pie', static: true, packRelative: true },
  ],
  ['dynamic', ['-fno-pie'], DYNAMIC, SHARED_LIBS, { static: false, ehFrameHdr: true }],
  ['pie', ['-fPIE'], PIE, SHARED_LIBS, { kind: 'pie', ehFrameHdr: true }],
  [
    'pie, packed and bound at once',
    ['-fPIC'],
    PIE,
    SHARED_LIBS,
    { kind: 'pie', packRelative: true, bindNow: true },
  ],
];

describe.skipIf(missing)('programs of gcc with the GNU C library', () => {
  describe.each(['-O0', '-O2'])('%s', (level) => {
    it.each(WAYS)('%s', (name, flags, before, after, options) => {
      const object = path.join(dir, `${name}${level}.o`.replaceAll(/[ ,]/g, '_'));
      const made = run(
        dir,
        'gcc',
        level,
        ...flags,
        '-g',
        '-c',
        path.join(SOURCES, 'program.c'),
        '-o',
        object,
      );
      expect(made.stderr).toBe('');
      const out = `${object}.out`;
      linkFiles(out, [...before, object, ...after], options);
      expect(run(dir, 'readelf', '-aW', out).stderr).toBe('');
      const { stdout, status } = run(dir, out);
      expect(stdout).toBe(
        'first\nsecond\nthread 8 16\n6 1.5 No such file or directory 20 0\ngoodbye\nlast\n',
      );
      expect(status).toBe(7);
    });
  });

  it.each([
    [
      'static',
      ['-fno-pie'],
      [...STATIC],
      [gcc('libstdc++.a'), glibc('libm-2.36.a'), ...STATIC_LIBS],
      { gcSections: true },
    ],
    [
      'pie',
      ['-fPIE'],
      [...PIE],
      [glibc('libstdc++.so.6'), glibc('libgcc_s.so.1'), ...SHARED_LIBS],
      { kind: 'pie' as const },
    ],
  ])('C++, %s', (name, flags, before, after, options) => {
    const lacking = missingFiles(...after.map((f) => f.replace('?', '')));
    if (lacking.length) return console.log(`skipped: ${lacking.join(' ')} not found`);
    const object = path.join(dir, `cc-${name}.o`);
    expect(
      run(dir, 'g++', '-O1', ...flags, '-c', path.join(SOURCES, 'program.cc'), '-o', object).stderr,
    ).toBe('');
    linkFiles(`${object}.out`, [...before, object, ...after], { ...options, ehFrameHdr: true });
    const { stdout, status } = run(dir, `${object}.out`);
    expect(stdout).toBe('made one\nmade local\ngone local\ncaught big made two\ntwo\ngone two\ngone one\n');
    expect(status).toBe(3);
  });

  it('shared objects, used by programs of this linker and of ld', () => {
    const compile = (file: string, out: string, ...flags: string[]) =>
      expect(run(dir, 'gcc', '-O1', ...flags, '-c', path.join(SOURCES, file), '-o', out).stderr).toBe('');
    compile('library.c', 'library.o', '-fPIC');
    const at = (name: string) => path.join(dir, name);
    linkFiles(at('libx.so.1'), [glibc('crti.o'), gcc('crtbeginS.o'), at('library.o'), ...SHARED_LIBS], {
      kind: 'shared',
      soname: 'libx.so.1',
      ehFrameHdr: true,
      versionScript: 'X_1 { global: library_*; shared_number; local: library_secret; *; };',
    });
    expect(run(dir, 'readelf', '-aW', 'libx.so.1').stderr).toBe('');
    const exported = run(dir, 'readelf', '-W', '--dyn-syms', 'libx.so.1').stdout;
    expect(exported).toContain('library_function@@X_1');
    expect(exported).not.toContain('library_secret');
    compile('user.c', 'user-pie.o', '-fPIE');
    compile('user.c', 'user.o', '-fno-pie');
    const libraries = [at('libx.so.1'), ...SHARED_LIBS];
    linkFiles(at('user-pie'), [...PIE, at('user-pie.o'), ...libraries], { kind: 'pie', runpath: dir });
    linkFiles(at('user'), [...DYNAMIC, at('user.o'), ...libraries], { static: false, runpath: dir });
    expect(run(dir, 'gcc', '-o', 'user-ld', 'user-pie.o', './libx.so.1', `-Wl,-rpath,${dir}`).stderr).toBe(
      '',
    );
    for (const program of ['user-pie', 'user', 'user-ld'])
      expect(run(dir, `./${program}`).stdout, program).toBe('library\n145 9 21\n1\n');
  });
});

describe.skipIf(noMusl)('programs of gcc with musl', () => {
  it.each([
    ['static', ['-fno-pie'], [musl('crt1.o'), musl('crti.o')], MUSL_LIBS, {}],
    [
      'static-pie',
      ['-fPIE'],
      [musl('rcrt1.o'), musl('crti.o')],
      MUSL_LIBS,
      { kind: 'pie' as const, static: true },
    ],
    [
      'pie',
      ['-fPIE'],
      [musl('Scrt1.o'), musl('crti.o')],
      [musl('libc.so'), musl('crtn.o')],
      { kind: 'pie' as const, interpreter: '/lib/ld-musl-x86_64.so.1' },
    ],
  ])('%s', (name, flags, before, after, options) => {
    const object = path.join(dir, `musl-${name}.o`);
    const made = run(dir, 'musl-gcc', '-O1', ...flags, '-c', path.join(SOURCES, 'program.c'), '-o', object);
    expect(made.stderr).toBe('');
    linkFiles(`${object}.out`, [...before, object, ...after], options);
    const { stdout, status } = run(dir, `${object}.out`);
    expect(stdout).toBe('first\nsecond\nthread 8 16\n6 1.5 No such file or directory 20 0\ngoodbye\nlast\n');
    expect(status).toBe(7);
  });
});
