import { JSDOM } from 'jsdom';

/** Globals of Node that have the name of the window's: events must be the window's own for its elements to take them. */
const REPLACED = ['Event', 'CustomEvent', 'EventTarget'];

let shared: { dom: JSDOM; users: number; restore: () => void } | undefined;

/**
 * Gives this process a document while `work` is under way, since Plot, Inputs and the cells themselves look for one
 * among the globals. What runs at the same time shares it; afterwards the globals are as they were.
 */
export async function withDocument<T>(work: (window: JSDOM['window']) => Promise<T>): Promise<T> {
  if (!shared) {
    const dom = new JSDOM('<!doctype html><body>', { pretendToBeVisual: false });
    shared = { dom, users: 0, restore: expose(dom.window) };
  }
  const mine = shared;
  mine.users++;
  try {
    return await work(mine.dom.window);
  } finally {
    mine.users--;
    if (mine.users === 0) {
      mine.restore();
      mine.dom.window.close();
      shared = undefined;
    }
  }
}

/** Puts the window's globals beside Node's own and answers how to take them away again. */
function expose(window: JSDOM['window']): () => void {
  const names = Object.getOwnPropertyNames(window).filter(
    (name) => !(name in globalThis) || REPLACED.includes(name),
  );
  const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const name of names) {
    // Read when asked for: some, such as localStorage, throw in a window without an address, as they do in the frame.
    const get = () => (name === 'window' ? window : Reflect.get(window, name));
    Object.defineProperty(globalThis, name, { get, configurable: true });
  }
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  };
}
