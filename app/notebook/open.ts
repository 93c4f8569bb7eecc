import { type FrameKey, openSession } from '../../lib/notebook/session';
import type { CellOutput, NotebookSession } from '../../lib/notebook/types';
import { pageLab } from '../lab';
import { unpackOutputs } from '../lessons/outputs';
import { notebookStore } from '../store';
import { lessonId, lessonOrigin } from './origin';

/** A key pressed inside an output is given to the cell's commands as if it had been pressed on the cell. */
function passOn({ id, key, code, ctrl, meta, shift, alt }: FrameKey): void {
  const cell = id === undefined ? null : document.querySelector(`[data-cell="${CSS.escape(id)}"]`);
  (cell ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', {
      key,
      code,
      ctrlKey: ctrl,
      metaKey: meta,
      shiftKey: shift,
      altKey: alt,
      bubbles: true,
      cancelable: true,
    }),
  );
}

/** Lessons to import from, by the last part of their address. */
const lessonsAt = (base: string) => async (slug: string) => {
  if (!/^[\w-]+$/.test(slug)) return undefined;
  const [text, outputs] = await Promise.all(
    ['notebook.md', 'outputs.json'].map((file) => fetch(`${base}${slug}/${file}`)),
  );
  if (!text.ok || !outputs.ok) return undefined;
  return { text: await text.text(), outputs: unpackOutputs(await outputs.text()) };
};

/** Opens one of the reader's notebooks; undefined when this browser has none of that id. */
export async function openOwn(id: string): Promise<NotebookSession | undefined> {
  const store = notebookStore();
  const stored = await store.open(id);
  if (!stored) return undefined;
  return openSession({ id, store, lab: pageLab(), onKey: passOn, findLesson: lessonsAt('../lessons/') });
}

/** A lesson as its page publishes it. */
export interface PublishedLesson {
  slug: string;
  text: string;
  outputs: Record<string, CellOutput>;
}

/** Opens the reader's copy of a lesson, or the lesson itself while there is none; the first change makes the copy. */
export async function openLesson({ slug, text, outputs }: PublishedLesson): Promise<NotebookSession> {
  return openSession({
    id: lessonId(slug),
    store: notebookStore(),
    lab: pageLab(),
    text,
    outputs,
    origin: lessonOrigin(slug, text),
    onKey: passOn,
    findLesson: lessonsAt('../'),
  });
}
