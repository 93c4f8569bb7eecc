import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { launchProfile } from '../../browser';
import { processorTime } from '../processor';

/** A time of the clock, and that of the processor: what all processes of the browser ran meanwhile. */
export interface Timed {
  clock: number;
  processor: number;
}

const PATIENCE_MS = 60_000;

/** What the page is to look for, by itself: a driver that asks from outside is late, and keeps the page busy. */
interface Watch {
  /** A text of a cell, or the number of cells. */
  until: string | number;
  /** The notebook is run as soon as it can be. */
  run?: boolean;
}

/**
 * Runs in each page before its scripts. It tells of the first frame that shows what is looked for: how long after the
 * navigation began, or after the key that was pressed last.
 */
function lookOut(): void {
  let began = 0;
  let watch: Watch | undefined;
  const shown = ({ until }: Watch) => {
    const cells = document.querySelectorAll('[data-cell]');
    return typeof until === 'number'
      ? cells.length >= until
      : [...cells].some((cell) => cell.textContent?.includes(until));
  };
  const look = () => {
    if (!watch) return;
    if (watch.run) {
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Run all');
      if (!button) return;
      watch.run = false;
      button.click();
    }
    if (!shown(watch)) return;
    watch = undefined;
    // The task after a frame's callbacks comes once it is painted.
    requestAnimationFrame(() => setTimeout(() => Reflect.get(window, 'benchSaw')(performance.now() - began)));
  };
  Reflect.set(window, 'benchWatch', (wanted: Watch) => {
    watch = wanted;
    look();
  });
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      began = timeStamp;
    },
    true,
  );
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true });
  const wanted = /[?&]bench=([^#]*)/.exec(location.search)?.[1];
  if (wanted) watch = JSON.parse(decodeURIComponent(wanted));
}

/** A reader with a browser of their own, whose profile lasts as long as the bench. */
export class Reader {
  private readonly folder = mkdtempSync(join(tmpdir(), 'trapdoor-bench-'));
  private context?: BrowserContext;
  private page?: Page;
  private saw: (clock: number) => void = () => {};

  /** @param root address of the site */
  constructor(private readonly root: string) {}

  /** Starts the browser. Without service workers it keeps nothing of the site but what it caches by itself. */
  async start(serviceWorkers: 'allow' | 'block'): Promise<void> {
    this.context = await launchProfile(this.folder, serviceWorkers);
    await this.context.exposeBinding('benchSaw', (_, clock: number) => this.saw(clock));
    await this.context.addInitScript(lookOut);
    await this.tab();
  }

  /** A new tab in place of the one before. */
  async tab(): Promise<Page> {
    if (!this.context) throw new Error('the browser is not started');
    const before = this.context.pages();
    this.page = await this.context.newPage();
    for (const page of before) await page.close();
    return this.page;
  }

  /** Ends the browser and forgets all but what the reader wrote: the caches of files, of compiled code, of the worker. */
  async forget(): Promise<void> {
    await this.stop();
    const profile = join(this.folder, 'Default');
    for (const name of readdirSync(profile))
      if (/cache|service worker/i.test(name)) rmSync(join(profile, name), { recursive: true });
  }

  /** Brings notebooks into the library and answers their addresses. */
  async bring(texts: readonly string[]): Promise<string[]> {
    const addresses: string[] = [];
    for (const text of texts) {
      const page = await this.tab();
      await page.goto(this.root);
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Import' }).click();
      await (await chooser).setFiles({ name: 'n.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });
      await page.waitForURL(/\/notebook\/#./);
      await page.locator('[data-cell]').first().waitFor();
      addresses.push(page.url());
    }
    return addresses;
  }

  /** Opens an address in a new tab; the time from there to the frame that shows what is looked for. */
  async visit(address: string, watch: Watch): Promise<Timed> {
    const page = await this.tab();
    const url = new URL(address);
    url.search = `bench=${encodeURIComponent(JSON.stringify(watch))}`;
    // The browser is done with the tab itself.
    await page.waitForTimeout(500);
    return this.timed(() => page.goto(url.href, { waitUntil: 'commit' }));
  }

  /** Presses a key; the time from there to the frame that shows a text in a cell. */
  async press(key: string, until: string): Promise<Timed> {
    const { current } = this;
    await current.evaluate((watch) => Reflect.get(window, 'benchWatch')(watch), { until });
    return this.timed(() => current.keyboard.press(key));
  }

  /** The open tab. */
  get current(): Page {
    if (!this.page) throw new Error('the browser is not started');
    return this.page;
  }

  async stop(): Promise<void> {
    await this.context?.close();
    this.context = undefined;
  }

  async end(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true });
  }

  /** Fails after a time in which everything should have been seen, with what the page shows instead. */
  private async late(): Promise<never> {
    await new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
    throw new Error(`not seen in ${PATIENCE_MS} ms: ${await this.current.locator('main').textContent()}`);
  }

  private async timed(act: () => Promise<unknown>): Promise<Timed> {
    const browser = this.context?.browser();
    if (!browser) throw new Error('the browser is not started');
    const seen = new Promise<number>((resolve) => {
      this.saw = resolve;
    });
    const before = await processorTime(browser);
    await act();
    const clock = await Promise.race([seen, this.late()]);
    return { clock, processor: (await processorTime(browser)) - before };
  }
}
