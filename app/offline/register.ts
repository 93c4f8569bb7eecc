/** What the reader is told of the offline copy. */
export type News = 'ready' | 'newer';

declare global {
  /** The site's root as a path, without a slash at its end; scripts/finish.mjs sets it on each page. */
  var __trapdoor: string | undefined;
}

/** Time after the page has loaded before the rest of the site is fetched: the page comes first. */
const AFTER_MS = 2000;

/** Calls back when a newer version waits; at once when one already does. */
function watch(registration: ServiceWorkerRegistration, tell: (news: News) => void): void {
  const hasOld = () => navigator.serviceWorker.controller !== null;
  if (registration.waiting && hasOld()) tell('newer');
  registration.addEventListener('updatefound', () => {
    const fresh = registration.installing;
    const first = !hasOld();
    fresh?.addEventListener('statechange', () => {
      if (fresh.state === 'installed' && !first) tell('newer');
      if (fresh.state === 'activated' && first) tell('ready');
    });
  });
}

/** Keeps the site for use offline; a development server has no service worker. Answers how to stop listening. */
export function keepOffline(tell: (news: News) => void): () => void {
  const root = globalThis.__trapdoor;
  if (root === undefined || !('serviceWorker' in navigator)) return () => {};
  let gone = false;
  const register = async () => {
    if (gone) return;
    try {
      watch(await navigator.serviceWorker.register(`${root}/sw.js`), (news) => gone || tell(news));
    } catch (error) {
      // A browser that refuses (private windows, no https) has the lab online only.
      console.info(`no offline copy: ${error instanceof Error ? error.message : error}`);
    }
  };
  const timer = setTimeout(register, AFTER_MS);
  return () => {
    gone = true;
    clearTimeout(timer);
  };
}

/** Changes to the version that waits, and reloads the page under it. */
export async function takeNewer(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  registration?.waiting?.postMessage('take over');
}
