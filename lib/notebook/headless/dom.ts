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
    const [hide, unmend] = [expose(dom.window), mendForms(dom.window)];
    shared = {
      dom,
      users: 0,
      restore: () => {
        hide();
        unmend();
      },
    };
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

/**
 * Inputs gives a form its value by an accessor of its own and then assigns to it. jsdom's forms refuse that: they take any
 * own property without `writable` for read-only. So the accessor is kept apart, and one of the prototype's finds it.
 */
function mendForms({ HTMLFormElement }: JSDOM['window']): () => void {
  const accessors = new WeakMap<object, PropertyDescriptor>();
  const { defineProperty } = Object;
  Object.defineProperty = <T>(
    target: T,
    name: PropertyKey,
    descriptor: PropertyDescriptor & ThisType<unknown>,
  ): T => {
    if (name !== 'value' || !(target instanceof HTMLFormElement) || !descriptor.get) {
      return defineProperty(target, name, descriptor);
    }
    accessors.set(target, descriptor);
    return target;
  };
  defineProperty(HTMLFormElement.prototype, 'value', {
    configurable: true,
    get() {
      return accessors.get(this)?.get?.call(this);
    },
    set(value) {
      const accessor = accessors.get(this);
      if (accessor) accessor.set?.call(this, value);
      else defineProperty(this, 'value', { value, writable: true, enumerable: true, configurable: true });
    },
  });
  return () => {
    Object.defineProperty = defineProperty;
  };
}
