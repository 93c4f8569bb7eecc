import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { unpackOutputs } from '../../app/lessons/outputs';
import { type Ask, judge, parseExercise } from '../../lib/notebook/exercise/parse';
import { parseNotebook } from '../../lib/notebook/format';
import type { CellOutput } from '../../lib/notebook/types';
import { OUT } from '../browser';
import { awake, openedSite, outputs, visit } from './page';

const { site } = openedSite();

type Outputs = Record<string, CellOutput>;
type Row = Record<string, number | string>;

/** The rows that a lesson's chart was drawn from. */
function drawn(outputs: Outputs, id: string): Row[] {
  const text = /data-chart="([^"]*)"/.exec(outputs[id].html ?? '')?.[1] ?? '[[]]';
  const [columns, ...rows] = JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
  return rows.map((row: (number | string)[]) =>
    Object.fromEntries(columns.map((name: string, i: number) => [name, row[i]])),
  );
}
function ran(outputs: Outputs, id: string) {
  const { run } = outputs[id];
  if (!run) throw new Error(`${id} has not run`);
  const calls = (name: string) => run.counts.find((count) => count.name === name)?.calls ?? 0;
  return { ns: run.ns, calls, files: run.files, stdout: new TextDecoder().decode(run.stdout) };
}
/** The choice that stands for the number nearest to this one, by their ratio. */
const nearest = (value: number, choices: Record<string, number>): string =>
  Object.entries(choices).sort(
    ([, a], [, b]) => Math.abs(Math.log(a / value)) - Math.abs(Math.log(b / value)),
  )[0][0];

/** What the lessons' own runs say is the answer, by lesson and exercise. */
const MEASURED: Record<string, Record<string, (outputs: Outputs) => string>> = {
  'the-trap': {
    'predict-registers': (all) => {
      const lines = ran(all, 'trap').stdout.trim().split(/\r?\n/);
      return String(lines.map((line) => line.split(/ +/)).filter(([, a, b]) => a !== b).length);
    },
  },
  'a-million-writes': {
    'predict-factor': (all) =>
      nearest(ran(all, 'unbuffered').ns / ran(all, 'buffered').ns, {
        twice: 2,
        'ten times': 10,
        'about two hundred times': 200,
        'four thousand times': 4000,
      }),
    'predict-knee': (all) => {
      const time = (size: number) => Number(drawn(all, 'chart').find((row) => row['size'] === size)?.['ns']);
      const sizes = { '16 bytes': 16, '1,024 bytes': 1024, '64 KiB': 65536 };
      const good = Object.entries(sizes).find(([, size]) => time(size) < 1.25 * time(65536));
      return good?.[0] ?? '';
    },
  },
  'time-without-a-trap': {
    'predict-clock': (all) => {
      const rows = drawn(all, 'ways').filter(({ name }) => name === 'MONOTONIC');
      const ns = (way: string) => Number(rows.find((row) => row['way'] === way)?.['ns']);
      const choices = { 'the same': 1, half: 1 / 2, 'about an eighth': 1 / 8, 'a thousandth': 1 / 1000 };
      return nearest(ns('vdso') / ns('trap'), choices);
    },
    'predict-fallback': (all) => {
      const rows = drawn(all, 'ways');
      const ns = (of: unknown, way: string) =>
        Number(rows.find((row) => row['name'] === of && row['way'] === way)?.['ns']);
      const slow = rows.find(({ name }) => ns(name, 'vdso') > 0.9 * ns(name, 'trap'));
      return `CLOCK_${slow?.['name']}`;
    },
  },
  'files-and-descriptors': {
    'predict-dup': (all) => {
      const lines = ran(all, 'offsets').stdout.trim().split(/\r?\n/);
      const first = (reader: string) => lines.find((line) => line.startsWith(reader))?.split(' ')[1];
      const [dup, open] = ['b', 'c'].map((reader) => (first(reader) === 'abcd' ? 'beginning' : 'stopped'));
      return {
        'beginning beginning': 'at the beginning, in both cases',
        'stopped stopped': 'where the first has stopped, in both cases',
        'stopped beginning': 'after dup where the first has stopped, after open at the beginning',
        'beginning stopped': 'after open where the first has stopped, after dup at the beginning',
      }[`${dup} ${open}`] as string;
    },
  },
  'fork-execve-wait': {
    'predict-shared': (all) => {
      const variable = /parent: value 2/.test(ran(all, 'twice').stdout);
      const [file] = ran(all, 'doubled').files.filter(({ path }) => path === '/tmp/words');
      const lines = new TextDecoder().decode(file.bytes).match(/one line\n/g)?.length;
      // Written once: the buffer was one. Written over itself: each had an offset of its own.
      const [buffer, open] = [lines === 1, lines === 2];
      return (
        { 'false,false,true': 'the open file alone', 'true,true,true': 'all three' }[
          `${[variable, buffer, open]}`
        ] ?? 'none'
      );
    },
    'predict-copied': (all) => {
      const time = (kib: number) =>
        Number(drawn(all, 'childchart').find((row) => row['kib'] === kib)?.['ns']);
      const [none, half, whole] = [0, 2048, 4096].map(time);
      if (whole < 1.1 * none) return 'never';
      return Math.abs(whole - half - (half - none)) < 0.1 * (whole - none)
        ? 'page by page, when one of the two writes to it'
        : 'at once';
    },
  },
  'from-printf-to-the-kernel': {
    'predict-terminal': (all) => String(ran(all, 'hundred').calls('write')),
    'predict-file': (all) => /to a file (\d+)/.exec(all['md-lineschart'].html ?? '')?.[1] ?? '',
  },
};

const lessons = readdirSync('notebooks').filter((name) => name.endsWith('.md'));

test.each(lessons)('the answers of %s are what its runs come to', (name) => {
  const slug = name.replace(/\.md$/, '');
  const published = unpackOutputs(readFileSync(`${OUT}/lessons/${slug}/outputs.json`, 'utf8'));
  const exercises = exercisesOf(name);
  expect(Object.keys(MEASURED[slug])).toEqual(exercises.map(({ id }) => id));
  for (const { id, ask } of exercises) {
    const measured = MEASURED[slug][id](published);
    expect({ id, measured, right: judge(ask, measured) }).toEqual({ id, measured, right: true });
  }
});

test.each(lessons)('%s tells right answers from wrong ones', async (name) => {
  const { context, page, problems } = await visit(site(), `lessons/${name.replace(/\.md$/, '')}/`);
  await awake(page);
  for (const [i, { ask, solution }] of exercisesOf(name).entries()) {
    const exercise = outputs(page).getByRole('group', { name: 'Exercise' }).nth(i);
    const { wrong, right } = answersTo(ask);
    for (const answer of [...wrong, right]) {
      if (ask.kind === 'choice') await exercise.getByLabel(answer, { exact: true }).check();
      else await exercise.getByLabel('Your answer').fill(answer);
      await exercise.getByRole('button', { name: 'Check' }).click();
      await exercise.getByText(answer === right ? 'Right.' : 'Not so.', { exact: true }).waitFor();
    }
    // Shown once it is known, as text without its marks.
    await exercise.locator('.solution', { hasText: solution.replaceAll('`', '').slice(0, 20) }).waitFor();
  }
  expect(problems).toEqual([]);
  await context.close();
});

function exercisesOf(name: string) {
  const { cells } = parseNotebook(readFileSync(`notebooks/${name}`, 'utf8'), name);
  return cells
    .filter(({ kind }) => kind === 'exercise')
    .map(({ id, source }) => ({ id, ...parseExercise(source) }));
}

/** All wrong choices, or the numbers beside the right one; then what is right. */
function answersTo(ask: Ask): { wrong: string[]; right: string } {
  if (ask.kind === 'choice') {
    const texts = (right: boolean) =>
      ask.choices.filter((choice) => choice.right === right).map(({ text }) => text);
    return { wrong: texts(false), right: texts(true)[0] };
  }
  if (ask.kind !== 'number') throw new Error(`no lesson has had an exercise with a ${ask.kind}`);
  const [{ value }] = ask.rights;
  return { wrong: [value - 1, value + 1].map(String), right: String(value) };
}
