/**
 * A generator of the values that `start` reports; Observable calls it Generators.observe. It always gives the latest
 * value and skips those nobody waited for.
 */
export function observe<T>(
  start: (notify: (value: T) => void) => (() => void) | undefined,
): AsyncGenerator<T> {
  let latest: { value: T } | undefined;
  let wake: (() => void) | undefined;
  let done = false;
  const stop = start((value) => {
    latest = { value };
    wake?.();
  });
  const end = (): IteratorResult<T> => {
    if (!done) stop?.();
    done = true;
    wake?.();
    return { done: true, value: undefined };
  };
  return {
    async next() {
      while (!latest && !done) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (done || !latest) return end();
      const { value } = latest;
      latest = undefined;
      return { done: false, value };
    },
    return: async () => end(),
    throw: async (error) => {
      end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      end();
    },
  };
}

/** As observe, but every value is given, in order (Generators.queue). */
export async function* queue<T>(
  start: (notify: (value: T) => void) => (() => void) | undefined,
): AsyncGenerator<T> {
  const waiting: T[] = [];
  const news = observe<number>((notify) =>
    start((value) => {
      waiting.push(value);
      notify(waiting.length);
    }),
  );
  try {
    for await (const _ of news) while (waiting.length > 0) yield waiting.shift() as T;
  } finally {
    await news.return(undefined);
  }
}

/** The values of an input element (Generators.input): its first at once, then one for each event it emits. */
export function inputValues(element: HTMLElement): AsyncGenerator<unknown> {
  return observe((notify) => {
    const type = 'type' in element ? String(element.type) : '';
    const event = /^(button|submit|checkbox)$/.test(type) ? 'click' : type === 'file' ? 'change' : 'input';
    const changed = () => notify(currentValue(element, type));
    element.addEventListener(event, changed);
    if (currentValue(element, type) !== undefined) changed();
    return () => element.removeEventListener(event, changed);
  });
}

function currentValue(element: HTMLElement, type: string): unknown {
  const input = element as HTMLInputElement;
  switch (type) {
    case 'range':
    case 'number':
      return input.valueAsNumber;
    case 'date':
      return input.valueAsDate;
    case 'checkbox':
      return input.checked;
    case 'file':
      return input.multiple ? input.files : input.files?.[0];
    case 'select-multiple':
      return Array.from((element as HTMLSelectElement).selectedOptions, (option) => option.value);
    default:
      return input.value;
  }
}
