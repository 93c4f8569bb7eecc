import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Block } from '../../lib/toolchain/c/ir/ir';
import { divideConstants } from '../../lib/toolchain/c/opt/basic';
import { optimise } from '../../lib/toolchain/c/opt/optimise';
import { printInst } from '../../lib/toolchain/c/x86/att';
import { compileFunction } from '../../lib/toolchain/c/x86/function';
import type { Names } from '../../lib/toolchain/c/x86/select';
import { missingTools } from '../asm/native';
import { linkNatively, run, scratch } from './oracle';
import { interpret, randomFrom, randomFunction } from './random-ir';

const missing = missingTools('gcc', 'as');
const first = Number(process.env.FUZZ_SEED ?? 1);
const count = Number(process.env.FUZZ_CASES ?? 40);
const ARGUMENTS = [
  [1n, 2n, 3n, 4n],
  [-1n, 0n, 0x7fffffffffffffffn, -0x80000000n],
  [0x123456789abcdefn, -77n, 255n, 65536n],
];
const NAMES: Names = {
  pic: 'none',
  isLocal: () => true,
  constant: () => '',
  threadModel: () => 'local-exec',
};

/** Seeds that went wrong once: a shift count beyond the width, a rotation by nothing. */
const REGRESSIONS = [1138, 5253];

describe.skipIf(missing)(`random functions${missing ? ` (skipped: ${missing})` : ''}`, () => {
  it(`compute what the intermediate form says, seeds ${first} to ${first + count - 1}`, {
    timeout: 120_000,
  }, () => {
    const seeds = [...REGRESSIONS, ...Array.from({ length: count }, (_, i) => first + i)];
    const assembly = ['.text'];
    const calls: string[] = [];
    const expected: string[] = [];
    for (const seed of seeds) {
      for (const level of [0, 1]) {
        const name = `f${seed}_${level}`;
        const func = randomFunction(name, randomFrom(seed));
        const wanted = ARGUMENTS.map((args) => interpret(func, args));
        if (level > 0) optimise(func);
        else divideConstants(func);
        const block = (b: Block) => `.L${name}_${b.id}`;
        const labels = { block, table: () => '', unique: () => 0, pic: false };
        assembly.push(`.globl ${name}`, `${name}:`);
        for (const line of compileFunction(func, NAMES, level === 0).lines) {
          if (line.kind === 'label') assembly.push(`${block(line.block)}:`);
          else if (line.kind === 'inst') assembly.push(...printInst(line.inst, labels));
        }
        ARGUMENTS.forEach((args, i) => {
          const list = args.map((arg) => `${arg}UL`).join(', ');
          calls.push(
            `{ long ${name}(long, long, long, long); printf("${name} ${i} %ld\\n", ${name}(${list})); }`,
          );
          expected.push(`${name} ${i} ${wanted[i]}`);
        });
      }
    }
    const folder = scratch();
    writeFileSync(join(folder, 'f.s'), `${assembly.join('\n')}\n.section .note.GNU-stack,"",@progbits\n`);
    writeFileSync(
      join(folder, 'main.c'),
      `#include <stdio.h>\nint main(void) {\n${calls.join('\n')}\nreturn 0; }\n`,
    );
    const { output } = run(linkNatively(folder, 'p', [join(folder, 'main.c'), join(folder, 'f.s')]));
    rmSync(folder, { recursive: true });
    expect(output.trim().split('\n')).toEqual(expected);
  });
});
