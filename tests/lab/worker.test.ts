import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSite, type Site } from '../browser';
import type { LabPage } from './page';

declare const page: LabPage;

const SPIN = '.globl _start\n_start: jmp _start\n';
const HELLO = `
        .globl _start
_start: mov $1, %eax
        mov $1, %edi
        lea text(%rip), %rsi
        mov $3, %edx
        syscall
        mov $60, %eax
        mov $STATUS, %edi
        syscall
text:   .ascii "hi\\n"
`;
/** Writes for ever. */
const YES = `
        .globl _start
_start: mov $1, %eax
        mov $1, %edi
        lea text(%rip), %rsi
        mov $2, %edx
        syscall
        jmp _start
text:   .ascii "y\\n"
`;

describe('the lab in Workers of a real browser', () => {
  let folder: string;
  let site: Site;
  let tab: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'trapdoor-lab-'));
    await build({
      entryPoints: { page: 'tests/lab/page.ts', worker: 'lib/lab/worker.ts' },
      outdir: folder,
      bundle: true,
      format: 'esm',
      target: 'es2022',
      logLevel: 'warning',
    });
    writeFileSync(
      join(folder, 'index.html'),
      '<!doctype html><title>lab</title><script type="module" src="page.js"></script>',
    );
    site = await openSite({ root: folder });
    tab = await site.browser.newPage();
    await tab.goto(site.url);
  });
  afterAll(async () => {
    await site?.close();
    rmSync(folder, { recursive: true });
  });

  it('runs a program', async () => {
    const seen = await tab.evaluate(async (asm) => {
      const result = await page.lab.run({ program: { asm, name: 'hello.s', defines: { STATUS: '5' } } });
      return { exit: result.exit, text: new TextDecoder().decode(result.stdout), rows: result.trace.length };
    }, HELLO);
    expect(seen).toEqual({ exit: 5, text: 'hi\n', rows: 3 });
  });

  it.each([
    ['a loop without calls', SPIN],
    ['a loop of calls', YES],
  ])('stops %s, and runs the next program at once', async (_name, asm) => {
    const stopped = async (source: string) => {
      const abort = new AbortController();
      let running: ReturnType<typeof page.lab.run> | undefined;
      await new Promise<void>((onProgress) => {
        running = page.lab.run(
          // As a notebook asks: the rest is counted.
          { program: { asm: source, name: 'busy.s' }, limits: { traceRows: 100_000 } },
          { signal: abort.signal, onProgress: () => onProgress() },
        );
      });
      // Code that runs for so long is compiled.
      await new Promise((resolve) => setTimeout(resolve, 500));
      const began = performance.now();
      abort.abort();
      const result = await running;
      return { took: performance.now() - began, kind: result?.ending.kind };
    };
    const times: number[] = [];
    for (let n = 0; n < 3; n++) {
      const seen = await tab.evaluate(stopped, asm);
      expect(seen.kind).toBe('stopped');
      times.push(seen.took);
    }
    // Within 100 ms, as client.test.ts has it; a busy machine may keep each of them waiting for longer.
    expect(Math.min(...times)).toBeLessThan(2000);
    const exit = await tab.evaluate(
      async (source) =>
        (await page.lab.run({ program: { asm: source, name: 'a.s', defines: { STATUS: '0' } } })).exit,
      HELLO,
    );
    expect(exit).toBe(0);
  });

  it('runs a sweep over several Workers, each with its own result', async () => {
    const exits = await tab.evaluate(async (asm) => {
      const statuses = Array.from({ length: 12 }, (_, n) => n);
      const run = (n: number) =>
        page.lab.run({ program: { asm, name: 'a.s', defines: { STATUS: String(n) } } });
      return Promise.all(statuses.map(async (n) => (await run(n)).exit));
    }, HELLO);
    expect(exits).toEqual(Array.from({ length: 12 }, (_, n) => n));
  });

  it('answers the editor while a program runs', async () => {
    const seen = await tab.evaluate(async (asm) => {
      const abort = new AbortController();
      const running: ReturnType<typeof page.lab.run>[] = [];
      const begun = [1, 2, 3].map(
        () =>
          new Promise<void>((onProgress) => {
            running.push(
              page.lab.run(
                { program: { asm, name: 'spin.s' } },
                { signal: abort.signal, onProgress: () => onProgress() },
              ),
            );
          }),
      );
      await Promise.race(begun);
      const { diagnostics } = await page.lab.assemble('_start: mvo %eax, %ebx\n', 'typo.s');
      abort.abort();
      const kinds = (await Promise.all(running)).map(({ ending }) => ending.kind);
      return { kinds, line: diagnostics[0]?.line };
    }, SPIN);
    // None of them ends by itself: an answer that waited for one would never have come.
    expect(seen).toEqual({ kinds: ['stopped', 'stopped', 'stopped'], line: 1 });
  });

  it('gives the same trace for the same request, in every Worker', async () => {
    const keys = await tab.evaluate(async (asm) => {
      const request = { program: { asm, name: 'a.s', defines: { STATUS: '1' } } };
      const results = await Promise.all([1, 2, 3, 4].map(() => page.lab.run(request)));
      return results.map((r) => [r.key, r.cycles.total, [...r.trace.start].join()].join(' '));
    }, HELLO);
    expect(new Set(keys).size).toBe(1);
  });

  it('debugs a program in a Worker beside the runs', async () => {
    const seen = await tab.evaluate(
      async ([hello, spin]) => {
        const abort = new AbortController();
        const running = [1, 2, 3].map(() =>
          page.lab.run({ program: { asm: spin, name: 'spin.s' } }, { signal: abort.signal }),
        );
        const program = { asm: hello, name: 'hello.s', defines: { STATUS: '5' } };
        const session = await page.lab.debug({ program });
        const start = session.state;
        const call = await session.go({ call: true });
        const wrote = await session.step();
        const back = await session.step({ back: true });
        const end = await session.go();
        const { counts } = await session.result();
        session.close();
        const loop = await page.lab.debug({ program: { asm: spin, name: 'spin.s' } });
        const going = loop.go();
        setTimeout(() => loop.pause(), 50);
        const { why } = await going;
        loop.close();
        abort.abort();
        await Promise.all(running);
        return {
          start: [start.why, start.instructions, session.elf && session.elf.length > 0],
          call: [call.call?.name, call.printed],
          wrote: [wrote.printed, new TextDecoder().decode(wrote.output[0].bytes)],
          back: back.printed,
          end: end.ending,
          counts: counts.map(({ name }) => name).sort(),
          why,
        };
      },
      [HELLO, SPIN],
    );
    expect(seen).toEqual({
      start: ['start', 0, true],
      call: ['write', 0],
      wrote: [3, 'hi\n'],
      back: 0,
      end: { kind: 'exited', status: 5 },
      counts: ['execve', 'exit', 'write'],
      why: 'paused',
    });
  });
});
