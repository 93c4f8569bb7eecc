import { openSession } from '../../lib/notebook/session';
import { fakeLab } from '../../lib/notebook/testing/fakeLab';
import type { Box, NotebookSession } from '../../lib/notebook/types';
import { NotebookStore } from '../../lib/store';

/** The least page around a session: a frame, and boxes one below the other. */
declare global {
  interface Window {
    open_: (text: string, id?: string) => Promise<NotebookSession>;
    session: NotebookSession;
    /** Keys and links that the frame has passed on. */
    heard: string[];
  }
}

window.open_ = async (text, id = 'test') => {
  const lab = fakeLab({ answer: ({ args }) => ({ ns: 1e6 / Number(args?.[1] ?? 1) }) });
  window.heard = [];
  const session = await openSession({
    id,
    lab,
    text,
    store: new NotebookStore(),
    onKey: ({ key, id: cell }) => window.heard.push(`key ${cell} ${key}`),
    onLink: (href) => window.heard.push(`link ${href}`),
  });
  window.session = session;
  const frame = document.querySelector('iframe') as HTMLIFrameElement;
  session.attachFrame(frame);
  const layout = () => {
    let top = 0;
    const { notebook, cells } = session.snapshot();
    const boxes: Box[] = notebook.cells.map(({ id: cell }) => {
      const box = { id: cell, top, left: 0, width: 720 };
      top += (cells[cell]?.output?.height ?? 0) + 10;
      return box;
    });
    frame.style.height = `${top + 100}px`;
    session.layout(boxes);
  };
  session.subscribe(layout);
  layout();
  return session;
};
