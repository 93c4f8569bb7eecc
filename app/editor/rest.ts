/*
 * Making an editor takes longer than a frame. So it is done while the page rests: nothing scrolls, nothing else is to be
 * done, and one at a time.
 */

/** Without scrolling for so long the page rests. */
const REST_MS = 120;
/** A page that has just come is read, and may be run, before it is written in. */
const ARRIVAL_MS = 300;
/** A page that always has something to do makes its editors after so long all the same. */
const PATIENCE_MS = 400;

/** And where it waits for something else, after so long. */
const WAIT_MS = 1500;

const waiting = new Set<() => void>();
let scrolled = performance.now() + ARRIVAL_MS - REST_MS;
let watching = false;
let asked = false;
/** What the page waits for before it rests. */
let before = 0;

const scrolls = () => {
  scrolled = performance.now();
};

const whenIdle: (act: () => void) => void =
  globalThis.requestIdleCallback === undefined
    ? (act) => setTimeout(act)
    : (act) => requestIdleCallback(act, { timeout: PATIENCE_MS });

function ask(): void {
  if (asked || waiting.size === 0 || before > 0) return;
  asked = true;
  whenIdle(next);
}

function next(): void {
  const left = scrolled + REST_MS - performance.now();
  if (left > 0) {
    setTimeout(whenIdle, left, next);
    return;
  }
  asked = false;
  const [act] = before > 0 ? [] : waiting;
  if (act) {
    waiting.delete(act);
    act();
  }
  ask();
}

/** Lets the page rest only once something is over, well or not, that the reader is more likely to wait for. */
export function restAfter(work: Promise<unknown>): void {
  before++;
  const long = new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  void Promise.race([work.catch(() => {}), long]).then(() => {
    before--;
    ask();
  });
}

/** Calls back once the page rests, one after the other; answers how to call it off. */
export function whenResting(act: () => void): () => void {
  if (!watching) {
    watching = true;
    addEventListener('scroll', scrolls, { capture: true, passive: true });
  }
  waiting.add(act);
  ask();
  return () => void waiting.delete(act);
}
