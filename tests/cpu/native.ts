import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Case, decodeOutcomes, encodeCases, type Outcome } from './layout';
import { toCase } from './regressions';

const SOURCE = resolve('tests/cpu/oracle.c');
/** Position-independent, so that it is loaded far from where cases may reach with 32-bit addresses. */
const GCC = [
  ...['-nostdlib', '-static-pie', '-fPIE', '-ffreestanding', '-fno-stack-protector'],
  ...['-mgeneral-regs-only', '-O1'],
];

/** The real processor. */
export class Native {
  private readonly folder = mkdtempSync(join(tmpdir(), 'trapdoor-cpu-'));
  private readonly program = join(this.folder, 'oracle');

  constructor() {
    const { status, stderr, error } = spawnSync('gcc', [...GCC, '-o', this.program, SOURCE], {
      encoding: 'utf8',
    });
    if (error) throw error;
    if (status !== 0) throw new Error(`gcc could not build oracle.c:\n${stderr}`);
  }

  /** Runs cases; undefined where one took too long. */
  run(cases: readonly Case[]): (Outcome | undefined)[] {
    const { stdout, status, signal } = spawnSync(this.program, {
      input: encodeCases(cases),
      maxBuffer: 2 ** 30,
    });
    const outcomes = decodeOutcomes(stdout);
    if (outcomes.length === cases.length) return outcomes;
    throw new Error(
      `oracle ended (${signal ?? status}) in case ${outcomes.length}: ${hex(cases[outcomes.length].code)}`,
    );
  }

  /** Bits of MXCSR that are there, as FXSAVE tells. */
  mxcsrMask(): number {
    const [outcome] = this.run([toCase({ note: '', code: '90' })]);
    const fx = outcome?.fx;
    return fx === undefined ? 0xffff : new DataView(fx.buffer, fx.byteOffset).getUint32(28, true);
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }
}

export const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** Features of this processor, as /proc/cpuinfo names them. */
export function cpuFlags(): Set<string> {
  return new Set(/^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1].trim().split(' '));
}

/** Its maker, as CPUID names it. */
export function cpuVendor(): string {
  return /^vendor_id\s*:\s*(\S+)/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? '';
}
