import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readElf, readSections } from '../../lib/elf';
import { Decoder } from '../../lib/emulator/cpu/decode/decoder';
import { isInstruction, printInstruction } from '../../lib/lab/disassemble/print';
import { OBJDUMP, type Style } from '../../lib/lab/disassemble/style';
import { ensureTool } from '../../scripts/tools.mjs';

/** Programs of this machine that are read, where they are there, and how much of each. */
const PROGRAMS = ['/bin/busybox', '/bin/bash', '/lib/x86_64-linux-gnu/libm.so.6', '/usr/bin/lua5.4'].filter(
  existsSync,
);
const CODE_BYTES = 200_000;

const SHIFT = '(?:sh[lr]|sa[rl]|ro[lr]|rc[lr])[bwlq]?';

/** One spelling of what objdump writes in more ways than one, or only to keep every byte in sight. */
function plain(text: string): string {
  return text
    .replace(/\s*(#.*|<[^>]*>)/g, '')
    .replace(/\s+/g, ' ')
    .replace(/, /g, ',')
    .trim()
    .replace(/^((cs|ds|es|ss|data16|rex\.\w+|notrack|addr32) )+/, '')
    .replace(/^((?:j|call|loop)\S* )([\da-f]+)$/, '$10x$2')
    .replace(/\b0x0(?=\()|\+0x0(?=\])/, '')
    .replace(
      /\+0x(f{8}[\da-f]{8})\]/,
      (_, digits) => `-0x${(-BigInt.asIntN(64, BigInt(`0x${digits}`))).toString(16)}]`,
    )
    .replace(new RegExp(`^(${SHIFT}) \\$1,`), '$1 ')
    .replace(new RegExp(`^(${SHIFT} .*),1$`), '$1');
}

function differences(file: string, syntax: Style['syntax']): { compared: number; found: string[] } {
  const bytes = readFileSync(file);
  const text = readSections(readElf(bytes)).find(({ name }) => name === '.text');
  if (!text) throw new Error(`${file} has no code`);
  const end = text.addr + Math.min(text.size, CODE_BYTES);
  const args = ['-d', '-w', '--no-show-raw-insn', '-M', syntax, '-j', '.text', `--stop-address=${end}`, file];
  const theirs = execFileSync('objdump', args, { maxBuffer: 1 << 28 }).toString();
  const style: Style = { syntax, ...OBJDUMP, name: () => undefined };
  const decoder = new Decoder();
  const found = new Map<string, string>();
  let compared = 0;
  for (const [, where, line] of theirs.matchAll(/^ *([\da-f]+):\t(.*)$/gm)) {
    const address = Number.parseInt(where, 16);
    const inst = decoder.decode(bytes, text.offset + address - text.addr, address);
    const wanted = plain(line);
    // objdump joins fwait to what follows it; what this processor has not is a hint, or nothing.
    if (!isInstruction(inst) || inst.encoding.mnemonic === 'fwait' || /^rdssp|^\(bad\)|^\.byte/.test(wanted))
      continue;
    compared++;
    const ours = plain(printInstruction(inst, style));
    if (ours !== wanted) found.set(wanted.split(' ')[0], `${where}: ${wanted} is here ${ours}`);
  }
  return { compared, found: [...found.values()] };
}

const reason = !ensureTool('objdump', 'binutils')
  ? 'there is no objdump'
  : PROGRAMS.length === 0
    ? 'there are no programs'
    : '';
if (reason) console.log(`skipped, comparing with objdump: ${reason}`);

test.skipIf(reason !== '').each(
  PROGRAMS.flatMap(
    (file) =>
      [
        [file, 'att'],
        [file, 'intel'],
      ] as const,
  ),
)('instructions of %s are written as objdump writes them, %s', (file, syntax) => {
  const { compared, found } = differences(file, syntax);
  expect(compared).toBeGreaterThan(10_000);
  expect(found).toEqual([]);
});
