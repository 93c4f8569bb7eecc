import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createLocalLab } from '../../lib/lab/local';
import type { Lab, SourceProgram } from '../../lib/lab/types';
import { ensureSysroot } from '../../scripts/sysroot.mjs';
import { DebugModel, type DebugView, type Grain } from './model';

let lab: Lab;
beforeAll(async () => {
  const bytes = new Uint8Array(readFileSync(await ensureSysroot()));
  lab = createLocalLab({ sysroot: async () => bytes });
});

const SOURCE = `#include <stdio.h>
#include <string.h>
struct point { double x; int tags[3]; unsigned low : 4; };
static int counter = 7;
static int twice(int n) {
    int result = n + n;
    return result;
}
int main(void) {
    char name[8] = "abc";
    const char *text = "hello";
    struct point here = { 1.5, { 1, 2, 3 }, 9 };
    for (int i = 0; i < 3; i++)
        counter += twice(i);
    printf("%s %d\\n", text, counter);
    here.x = strlen(name);
    return 3;
}
`;
const line = (text: string) => SOURCE.split('\n').findIndex((one) => one.includes(text)) + 1;

/** Resolves once the model stands still. */
function settled(model: DebugModel): Promise<DebugView> {
  return new Promise((resolve) => {
    const look = () => {
      const view = model.snapshot();
      if (view.status === 'opening' || view.status === 'running') return;
      unsubscribe();
      resolve(view);
    };
    const unsubscribe = model.subscribe(look);
    look();
  });
}

async function opened(grain: Grain = 'line', source = SOURCE): Promise<DebugModel> {
  const program: SourceProgram = { c: source, name: 't.c', level: 0 };
  const listing = await lab.list(program);
  expect(listing.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const model = DebugModel.open(lab, { program, tty: true }, listing, () => grain);
  // It opens at main and then goes on to its first line.
  await settled(model);
  await new Promise((resolve) => setTimeout(resolve, 0));
  await settled(model);
  return model;
}
const at = (model: DebugModel) => model.snapshot().spot?.row.line;
const shown = (view: DebugView) =>
  Object.fromEntries(
    [...view.variables.locals, ...view.variables.globals].map(({ name, text }) => [name, text]),
  );

describe('a debugged C program', () => {
  it('begins in main and goes over its lines to the end', async () => {
    const model = await opened();
    const seen = [at(model)];
    while (model.stopped && seen.length < 40) {
      await model.step('over');
      seen.push(at(model));
    }
    const loop = [line('i < 3'), line('counter +=')];
    expect(seen).toEqual([
      ...['char name', 'const char', 'struct point here'].map(line),
      ...[...loop, ...loop, ...loop],
      ...['i < 3', 'printf', 'here.x', 'return 3'].map(line),
      undefined,
    ]);
    expect(model.snapshot()).toMatchObject({ status: 'ended', output: 'hello 13\r\n' });
    expect(model.snapshot().state?.ending).toEqual({ kind: 'exited', status: 3 });
  });

  it('enters functions of the source and passes those of the library', async () => {
    const model = await opened();
    await model.runTo(model.entries(line('counter +=')));
    expect(at(model)).toBe(line('counter +='));
    await model.step('into');
    expect(model.snapshot().spot?.function.name).toBe('twice');
    await model.step('over');
    await model.step('over');
    expect(at(model)).toBe(line('return result'));
    expect(shown(model.snapshot())).toMatchObject({ n: '0', result: '0', counter: '7' });
    expect(model.snapshot().frames.map((f) => [f.name, f.line])).toEqual([
      ['twice', line('return result')],
      ['main', line('counter +=')],
    ]);
    await model.out();
    expect(at(model)).toBe(line('i < 3'));
    await model.runTo(model.entries(line('printf')));
    await model.step('into');
    expect(at(model)).toBe(line('here.x'));
    expect(model.snapshot().output).toBe('hello 13\r\n');
  });

  it('shows variables by their types, and what changed', async () => {
    const model = await opened();
    await model.runTo(model.entries(line('here.x')));
    expect(shown(model.snapshot())).toMatchObject({
      name: '"abc"',
      text: expect.stringMatching(/^0x[\da-f]+ "hello"$/),
      here: '{x = 1.5, tags = {1, 2, 3}, low = 9}',
      counter: '13',
    });
    await model.step('over');
    expect(shown(model.snapshot()).here).toContain('x = 3');
    expect(model.snapshot().changed.has('rip')).toBe(true);
    expect(model.snapshot().stack[0].note).toContain('rsp');
  });

  it('stops at breakpoints, goes back over them and over lines', async () => {
    const model = await opened();
    model.breakpoints = model.entries(line('return result'));
    for (const n of ['0', '1', '2']) {
      await model.go();
      expect(shown(model.snapshot()).n).toBe(n);
    }
    await model.go(true);
    expect(shown(model.snapshot()).n).toBe('1');
    await model.step('over', true);
    expect(at(model)).toBe(line('int result'));
    await model.go();
    await model.go();
    await model.go();
    expect(model.snapshot().status).toBe('ended');
    await model.step('over', true);
    expect(model.snapshot().status).toBe('stopped');
    model.breakpoints = [];
    await model.go(true);
    expect(model.snapshot().output).toBe('');
  });

  it('steps by instructions, and to the next call', async () => {
    const model = await opened('instruction');
    const before = model.snapshot().spot?.index;
    await model.step('into');
    expect(model.snapshot().spot?.index).toBe((before ?? 0) + 1);
    await model.toCall();
    expect(model.snapshot().state?.call?.name).toBeDefined();
    expect((await model.calls())?.total).toBeGreaterThan(0);
  });

  it('says why what cannot start does not', async () => {
    const program: SourceProgram = { c: 'int main(void) { return }', name: 't.c', level: 0 };
    const model = DebugModel.open(lab, { program }, await lab.list(program), () => 'line');
    expect(await settled(model)).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('error'),
    });
  });
});
