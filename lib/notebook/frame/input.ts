import type { FromRuntime } from '../runtime/protocol';

/**
 * Passes on to the page what the reader does in the frame and the page must know: the cell pointed at, links followed,
 * keys that are commands, files dragged in. The wheel needs no help: the frame does not scroll, so its page does.
 */
export function passInput(send: (message: FromRuntime) => void): () => void {
  let pointed: string | undefined;
  const point = (target: EventTarget | null) => {
    const id = cellOf(target);
    if (id === pointed) return;
    pointed = id;
    send({ type: 'pointed', id });
  };
  const aborted = new AbortController();
  const { signal } = aborted;
  document.addEventListener('pointerover', ({ target }) => point(target), { signal });
  document.documentElement.addEventListener('pointerleave', () => point(null), { signal });
  document.addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (!link) return;
      event.preventDefault();
      send({ type: 'link', href: link.getAttribute('href') ?? '' });
    },
    { signal },
  );
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.defaultPrevented || !isForPage(event)) return;
      const { key, code, ctrlKey: ctrl, metaKey: meta, shiftKey: shift, altKey: alt } = event;
      if (isCommand(event)) event.preventDefault();
      send({ type: 'key', key, code, ctrl, meta, shift, alt, id: cellOf(event.target) });
    },
    { signal },
  );
  // A browser would leave the page for a file that falls where nobody takes it.
  for (const kind of ['dragover', 'drop'] as const)
    document.addEventListener(
      kind,
      (event) => {
        const { dataTransfer, target, clientY: y } = event;
        const taken = target instanceof Element && target.closest('input[type="file"]') !== null;
        if (event.defaultPrevented || taken || !dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        send({ type: 'dragged', y, files: kind === 'drop' ? [...dataTransfer.files] : undefined });
      },
      { signal },
    );
  return () => aborted.abort();
}

function cellOf(target: EventTarget | null): string | undefined {
  const root = target instanceof Element ? target.closest<HTMLElement>('[data-output]') : null;
  return root?.dataset.output;
}

/** Keys typed into a form stay there, but for those that no form uses. */
function isForPage(event: KeyboardEvent): boolean {
  if (event.isComposing || event.key === 'Tab') return false;
  const typing =
    event.target instanceof Element &&
    event.target.matches('input, select, textarea, button, [contenteditable]');
  return !typing || event.key === 'Escape' || isCommand(event);
}

/** Combinations whose meaning in a browser (save the page, ...) is not wanted here. */
function isCommand({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  const modified = ctrlKey || metaKey;
  return (key === 'Enter' && (modified || shiftKey)) || (modified && /^[skp]$/i.test(key));
}
