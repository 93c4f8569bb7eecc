import { notebookStore } from '../store';
import type { PublishedLesson } from './open';
import { isFrom, lessonId, lessonOrigin } from './origin';

/**
 * Makes a lesson's copy follow the lesson: a copy whose text the reader never changed is forgotten when the lesson itself
 * has changed.
 */
export async function settleCopy({ slug, text }: PublishedLesson): Promise<void> {
  const store = notebookStore();
  // A store that cannot be read is the session's to report; the lesson opens without it.
  const stored = await store.open(lessonId(slug)).catch(() => undefined);
  if (!stored) return;
  const { origin, binned } = stored.entry;
  const untouched = origin === lessonOrigin(slug, stored.text);
  if (binned > 0 || (untouched && !isFrom(origin, text))) await store.erase(lessonId(slug));
}

/** Puts the original in the place of the reader's copy, which goes to the bin as a notebook of its own. */
export async function resetLesson({ slug }: PublishedLesson): Promise<void> {
  const store = notebookStore();
  const id = lessonId(slug);
  if (!(await store.open(id))) return;
  await store.remove(await store.duplicate(id));
  await store.erase(id);
}
