import { describe, expect, it } from 'vitest';
import { ExerciseError, judge, parseExercise, readNumber } from './parse';

describe('an exercise', () => {
  it('is a question, an answer, hints and a solution', () => {
    const made = parseExercise(
      'How many *calls*?\n\n--- answer\n62,500 ± 1%\n--- hint\nOne buffer each.\n--- hint\nDivide.\n\n--- solution\n62500.\n',
    );
    expect(made).toEqual({
      question: 'How many *calls*?',
      ask: { kind: 'number', rights: [{ value: 62500, tolerance: 625 }] },
      hints: ['One buffer each.', 'Divide.'],
      solution: '62500.',
    });
    for (const right of ['62500', '62,500', '62 500', '6.2e4']) expect(judge(made.ask, right)).toBe(true);
    for (const wrong of ['', '61000', '62', 'many']) expect(judge(made.ask, wrong)).toBe(false);
  });

  it('takes choices and text', () => {
    const choice = parseExercise('Which?\n--- choices\n- [ ] one\n- [x] two\n').ask;
    expect(choice).toMatchObject({ kind: 'choice' });
    expect(['one', 'two', 'three'].map((text) => judge(choice, text))).toEqual([false, true, false]);
    const text = parseExercise('Name it.\n--- answer\nrcx and r11\nr11 and rcx\n').ask;
    expect(['  RCX  and r11', 'r11 and rcx', 'rcx'].map((given) => judge(text, given))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('takes a program of the notebook with hidden cases, or an expression', () => {
    const { ask } = parseExercise(
      'Add.\n--- program sum\n--- case args="2 3" stdin="a\\nb"\n5\n--- case\n0\n',
    );
    expect(ask).toEqual({
      kind: 'program',
      program: 'sum',
      check: undefined,
      line: 3,
      cases: [
        { args: '2 3', stdin: 'a\nb', expect: '5' },
        { args: '', stdin: '', expect: '0' },
      ],
    });
    expect(parseExercise('x\n--- answer number\n--- check\nanswer > p.exit').ask).toEqual({
      kind: 'check',
      input: 'number',
      check: 'answer > p.exit',
      line: 4,
    });
  });

  it.each([
    ['no answer', 'Only a question.', 1],
    ['an unknown part', 'x\n--- hints\n', 2],
    ['a choice that is none', 'x\n--- choices\n- [x] a\nb\n', 4],
    ['no right choice', 'x\n--- choices\n- [ ] a\n', 3],
    ['a second solution', 'x\n--- answer\n1\n--- solution\n--- solution\n', 5],
    ['a program without cases', 'x\n--- program p\n', 2],
  ])('says what is wrong with %s, and where', (_what, source, line) => {
    try {
      parseExercise(source);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ExerciseError);
      expect((error as ExerciseError).line).toBe(line);
    }
  });
});

it('reads numbers as people write them', () => {
  expect(['1,000,000', '1_000', '1 000', '-3.5', '.5', '1,5', 'x', ''].map(readNumber)).toEqual([
    1e6,
    1000,
    1000,
    -3.5,
    0.5,
    undefined,
    undefined,
    undefined,
  ]);
});
