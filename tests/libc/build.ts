import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { librarySources, programs, startSources } from '../../scripts/libc.mjs';

const libc = fileURLToPath(new URL('../../lib/toolchain/libc/', import.meta.url));

/** gcc without anything of its own but the compiler; the sources are to give no warning. */
const FLAGS =
  '-std=gnu17 -ffreestanding -nostdinc -fno-builtin -fno-tree-loop-distribute-patterns -fno-stack-protector -fno-pie -O1 -Wall -Wextra -Werror -ffunction-sections'.split(
    ' ',
  );

/** Our library, built by the host's gcc. */
export class Library {
  readonly folder = mkdtempSync(join(tmpdir(), 'trapdoor-libc-'));

  constructor() {
    const sources = librarySources();
    const makefile = ['all: libc.a'];
    const objects = sources.map((source) => `${relative(libc, source).replaceAll('/', '-')}.o`);
    sources.forEach((source, i) => {
      makefile.push(`${objects[i]}:`, `\tgcc ${FLAGS.join(' ')} -I${libc}include -c ${source} -o $@`);
    });
    makefile.push(`libc.a: ${objects.join(' ')}`, '\tar rcs $@ $^');
    execFileSync('make', ['-s', '-j2', '-C', this.folder, '-f', '-'], { input: makefile.join('\n') });
    for (const source of startSources())
      this.gcc(['-c', source, '-o', join(this.folder, `${basename(source).replace(/\..$/, '')}.o`)]);
  }

  private gcc(args: readonly string[]): void {
    execFileSync('gcc', [...FLAGS, `-I${libc}include`, ...args], { encoding: 'utf8' });
  }

  /** Compiles and links a program; gives its path. */
  program(name: string, sources: readonly string[]): string {
    const at = (file: string) => join(this.folder, file);
    mkdirSync(at('bin'), { recursive: true });
    const objects = sources.map((source, i) => {
      const object = at(`${name}-${i}.o`);
      this.gcc(['-c', source, '-o', object]);
      return object;
    });
    const library = [at('libc.a'), at('crtn.o')];
    execFileSync('ld', [
      '-static',
      '--gc-sections',
      '-o',
      at(`bin/${name}`),
      at('crt1.o'),
      at('crti.o'),
      ...objects,
      ...library,
    ]);
    return at(`bin/${name}`);
  }

  /** Builds the userland; gives the folder of its programs. */
  userland(): string {
    for (const [name, sources] of programs()) this.program(name, sources);
    return join(this.folder, 'bin');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
