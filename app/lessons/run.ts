import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CellOutput } from '../../lib/notebook/types';
import type { Lesson } from './lessons';
import { unpackOutputs } from './outputs';

type Runs = Map<string, Promise<Record<string, CellOutput>>>;

/** Runs under way and done. Next gives pages and routes each their own copy of this module, but one set of globals. */
const kept = globalThis as { trapdoorRuns?: Runs };
kept.trapdoorRuns ??= new Map();
const runs = kept.trapdoorRuns;

/** What scripts/lesson.mjs makes of a notebook; its words when it fails. */
async function runInProcess(slug: string): Promise<Record<string, CellOutput>> {
  const folder = await mkdtemp(join(tmpdir(), 'trapdoor-'));
  const target = join(folder, 'outputs.json');
  const args = [join('scripts', 'lesson.mjs'), join('notebooks', `${slug}.md`), target];
  try {
    await new Promise<void>((resolve, reject) => {
      execFile(process.execPath, args, { cwd: process.cwd() }, (error, _, stderr) => {
        if (error) reject(new Error(stderr.trim() || error.message));
        else resolve();
      });
    });
    return unpackOutputs(await readFile(target, 'utf8'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs all cells of a lesson, once for all pages that this process makes. A cell that fails fails the build. */
export function runLesson({ slug }: Lesson): Promise<Record<string, CellOutput>> {
  let run = runs.get(slug);
  if (!run) runs.set(slug, (run = runInProcess(slug)));
  return run;
}
