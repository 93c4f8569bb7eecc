import { describe, expect, it } from 'vitest';
import { Code } from './code';
import { ModuleWriter } from './module';
import { TYPE } from './opcodes';

describe('branch hints', () => {
  const signature = { params: [TYPE.I32], results: [TYPE.I32] };

  it('name the offsets of seldom branches, from the declaration of locals on', () => {
    const code = new Code(signature.params);
    const x = code.param32(0);
    const kept = code.local32();
    code.before(() => code.set(kept, code.i32(7)));
    code.seldom(code.eqz32(code.get(x)), () => code.set(kept, code.i32(9)));
    code.block((out) => code.brSeldom(out, code.get(x)));
    code.get(kept);
    const body = code.body();
    expect(code.rare.map((at) => body[at])).toEqual([0x04, 0x0d]);
  });

  it('stand in a section that engines take', () => {
    const writer = new ModuleWriter();
    const code = new Code(signature.params);
    code.seldom(code.get(code.param32(0)), () => code.return32(code.i32(5)));
    code.i32(6);
    writer.define(writer.declare(signature, 'f'), code);
    const module = new WebAssembly.Module(writer.build());
    expect(WebAssembly.Module.customSections(module, 'metadata.code.branch_hint')).toHaveLength(1);
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
    const { f } = new WebAssembly.Instance(module, { m: { memory } }).exports as { f(x: number): number };
    expect([f(0), f(1)]).toEqual([6, 5]);
  });
});
