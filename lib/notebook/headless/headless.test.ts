import { describe, expect, it } from 'vitest';
import { fakeLab } from '../testing/fakeLab';
import { runNotebook } from './index';

const lab = () => fakeLab({ answer: ({ args }) => ({ ns: 1e8 / Number(args?.[1] ?? 1) }) });

describe('runNotebook', () => {
  it('runs programs, js and md in the order of their dependence', async () => {
    const fake = lab();
    const outputs = await runNotebook(
      [
        'The last took ${b.ns} ns, `${not} code`.',
        '```js {#bars}\ncharts.calls(a)\n```',
        '```asm {name=b args="${n * 2}"}\nnop\n```',
        '```js {#n}\nconst n = a.exit + 4\n```',
        '```asm {name=a args="8"}\nnop\n```',
        '```js {#sweep}\nconst runs = sweep([1, 16, 256], size => run("a", {args: [size]}))\n```',
        '```js {#line}\ncharts.overheadByBuffer(runs)\n```',
        '```js {#table}\nruns\n```',
      ].join('\n\n'),
      fake,
    );
    expect(Object.keys(outputs)).toEqual(['md-bars', 'bars', 'b', 'n', 'a', 'sweep', 'line', 'table']);
    expect(Object.values(outputs).map(({ state, error }) => error?.message ?? state)).toEqual(
      Array(8).fill('ok'),
    );
    expect(outputs['md-bars'].html).toBe('<p>The last took 12500000 ns, <code>${not} code</code>.</p>\n');
    expect(outputs['bars'].html).toContain('<rect');
    expect(outputs['line'].html?.match(/<circle/g)).toHaveLength(3);
    expect(outputs['b'].run?.ns).toBe(12500000);
    expect(outputs['table'].html).toMatch(/<table[\s\S]*256/);
    expect(fake.requests.map(({ args }) => args?.join(' '))).toEqual(['a 8', 'a 1', 'a 16', 'a 256', 'b 8']);
    expect(Object.values(outputs).every(({ key }) => /^\S+$/.test(key))).toBe(true);
    expect('document' in globalThis).toBe(false);
  });
});

it('draws an exercise with nothing of hints and solution in it, and says what is wrong with one', async () => {
  const outputs = await runNotebook(
    [
      '```exercise {#q}\nHow many of ${1 + 1}?\n--- answer\n4711\n--- hint\nhinted\n--- solution\nsolved\n```',
      '```exercise {#bad}\nNo answer.\n```',
      '```exercise {#unknown}\nq\n--- check\nanswer === nosuch\n```',
      '```exercise {#syntax}\nq\n--- check\nanswer ===\n```',
    ].join('\n\n'),
    fakeLab(),
  );
  expect(outputs['q'].html).toContain('How many of 2?');
  expect(outputs['q'].html).not.toMatch(/4711|hinted|solved/);
  expect(outputs['bad'].error).toMatchObject({ message: expect.stringContaining('wants one of'), line: 1 });
  expect(outputs['unknown'].error?.message).toBe("no cell defines 'nosuch'");
  expect(outputs['syntax'].error).toMatchObject({ line: 3 });
});
