import { type FrameDrag, type FrameKey, openSession } from '../../lib/notebook/session';
import type { CellOutput, NotebookSession } from '../../lib/notebook/types';
import { whenResting } from '../editor/rest';
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

/** Files over an output are over the page, which lies below it, and fall there. */
function passDrag({ y, files }: FrameDrag): void {
  const frame = document.querySelector('iframe');
  const dataTransfer = new DataTransfer();
  for (const file of files ?? [new File([], 'unknown')]) dataTransfer.items.add(file);
  const clientY = y + (frame?.getBoundingClientRect().top ?? 0);
  document.body.dispatchEvent(
    new DragEvent(files ? 'drop' : 'dragover', { dataTransfer, clientY, bubbles: true, cancelable: true }),
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

/** Gets the compiler ready for the C programs of a notebook, once the page has nothing else to do. */
function readyForC(session: NotebookSession): NotebookSession {
  const { cells } = session.snapshot().notebook;
  if (cells.some(({ kind }) => kind === 'c' || kind === 'sh'))
    // Where the library cannot be had, the program that wants it says so.
    whenResting(
      () =>
        void pageLab()
          .warm('c')
          .catch(() => {}),
    );
  return session;
}

/** Opens one of the reader's notebooks; undefined when this browser has none of that id. */
export async function openOwn(id: string): Promise<NotebookSession | undefined> {
  const store = notebookStore();
  const stored = await store.open(id);
  if (!stored) return undefined;
  const session = openSession({
    id,
    store,
    stored,
    lab: pageLab(),
    onKey: passOn,
    onDrag: passDrag,
    findLesson: lessonsAt('../lessons/'),
  });
  return readyForC(await session);
}

/** A lesson as its page publishes it. */
export interface PublishedLesson {
  slug: string;
  text: string;
  outputs: Record<string, CellOutput>;
}

/** Opens the reader's copy of a lesson, or the lesson itself while there is none; the first change makes the copy. */
export async function openLesson({ slug, text, outputs }: PublishedLesson): Promise<NotebookSession> {
  const session = openSession({
    id: lessonId(slug),
    store: notebookStore(),
    lab: pageLab(),
    text,
    outputs,
    origin: lessonOrigin(slug, text),
    onKey: passOn,
    onDrag: passDrag,
    findLesson: lessonsAt('../'),
  });
  return readyForC(await session);
}
