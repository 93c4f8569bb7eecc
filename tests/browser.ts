import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { serve } from '../scripts/serve.mjs';
import { ensureChromium } from '../scripts/tools.mjs';

/** What keeps a headless Chromium quiet, and running as root and in a container. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** The built site. */
export const OUT = fileURLToPath(new URL('../out', import.meta.url));

/** Starts a headless Chromium, installing one first when the machine has none. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureChromium(), args: FLAGS });
}

/** Starts one that keeps what it learns in a folder, as a reader's own does: its one context. */
export async function launchProfile(
  folder: string,
  serviceWorkers: 'allow' | 'block' = 'allow',
): Promise<BrowserContext> {
  const executablePath = await ensureChromium();
  return chromium.launchPersistentContext(folder, { executablePath, args: FLAGS, serviceWorkers });
}

/** A static server and a browser, for the length of a test file. */
export interface Site {
  /** Address of the site, with a slash at its end. */
  url: string;
  browser: Browser;
  close(): Promise<void>;
}

/** Serves a folder (the built site unless told otherwise), under a subpath if asked, and starts a browser. */
export async function openSite(options: { root?: string; base?: string } = {}): Promise<Site> {
  const [server, browser] = await Promise.all([
    serve(options.root ?? OUT, { base: options.base }),
    launchBrowser(),
  ]);
  return {
    url: server.url,
    browser,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
