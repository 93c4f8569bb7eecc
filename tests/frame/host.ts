import { openSession } from '../../lib/notebook/session';
import { fakeLab } from '../../lib/notebook/testing/fakeLab';
import type { Box, CellOutput, NotebookSession } from '../../lib/notebook/types';
import { NotebookStore } from '../../lib/store';

/** The least page around a session: a frame, and boxes one below the other. */
declare global {
  interface Window {
    open_: (text: string, id?: string, outputs?: Record<string, CellOutput>) => Promise<NotebookSession>;
    session: NotebookSession;
    /** Keys and links that the frame has passed on. */
    heard: string[];
  }
}

function openFrame(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.src = 'frame.html';
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.style.cssText = 'width: 800px; height: 600px; border: 0';
  document.querySelector('iframe')?.remove();
  document.body.append(frame);
  return frame;
}

window.open_ = async (text, id = 'test', outputs) => {
  window.session?.close();
  window.heard = [];
  const lab = fakeLab({ answer: ({ args }) => ({ ns: 1e6 / Number(args?.[1] ?? 1) }) });
  const session = await openSession({
    id,
    lab,
    text,
    outputs,
    store: new NotebookStore(),
    onKey: ({ key, id: cell }) => window.heard.push(`key ${cell} ${key}`),
    onLink: (href) => window.heard.push(`link ${href}`),
  });
  window.session = session;
  let frame = openFrame();
  let number = 0;
  session.attachFrame(frame);
  const layout = () => {
    if (session.snapshot().frame !== number) {
      number = session.snapshot().frame;
      frame = openFrame();
      session.attachFrame(frame);
    }
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
