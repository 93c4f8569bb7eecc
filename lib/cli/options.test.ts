import { describe, expect, it } from 'vitest';
import { describeOptions, type OptionRow, parseOptions, UsageError, wholeNumber } from './options';

const ROWS: OptionRow[] = [
  { names: ['--strace'], value: 'FILE', help: 'trace' },
  { names: ['-s'], value: 'N', help: 'length' },
  { names: ['-c'], help: 'count' },
  { names: ['--env'], value: 'K=V', many: true, help: 'variable' },
];
const parse = (...args: string[]) => parseOptions(args, ROWS, false);

describe('parseOptions', () => {
  it('takes values apart, attached and after =', () => {
    const { options, operands } = parse(
      '--strace=a=b',
      '-s7',
      '-c',
      '--env',
      'A=1',
      '--env=B=2',
      'prog',
      '-c',
      '--x',
    );
    expect([...options]).toEqual([
      ['--strace', ['a=b']],
      ['-s', ['7']],
      ['-c', ['']],
      ['--env', ['A=1', 'B=2']],
    ]);
    expect(operands).toEqual(['prog', '-c', '--x']);
  });

  it('ends options at -- and takes - as an operand', () => {
    expect(parse('--', '-c').operands).toEqual(['-c']);
    expect(parse('-', '-c').operands).toEqual(['-', '-c']);
  });

  it('takes options after operands where that is wanted', () => {
    const { options, operands } = parseOptions(['in.s', '-s', '3'], ROWS, true);
    expect(options.get('-s')).toEqual(['3']);
    expect(operands).toEqual(['in.s']);
  });

  it.each([
    [['--stracer', 'x'], /unknown option --stracer; did you mean --strace\?/],
    [['-x'], /unknown option -x/],
    [['-s'], /-s wants a value: -s N/],
    [['--strace', 'a', '--strace', 'b'], /--strace was given twice/],
  ])('refuses %j', (args, message) => {
    expect(() => parse(...args)).toThrow(message);
    expect(() => parse(...args)).toThrow(UsageError);
  });
});

it('describes options in columns', () => {
  expect(describeOptions(ROWS.slice(0, 2))).toBe('  --strace FILE  trace\n  -s N           length');
});

it('reads whole numbers with units', () => {
  expect(wholeNumber('-n', '12')).toBe(12);
  expect(wholeNumber('-n', '4k')).toBe(4096);
  expect(wholeNumber('-n', '2G')).toBe(2 ** 31);
  expect(() => wholeNumber('-n', '1e3')).toThrow(/-n wants a whole number, not '1e3'/);
});
