/*
 * One tab at a time writes a notebook: two would overwrite each other. The tab that has it open holds a Web Lock of its
 * name; another tab that wants it says so on a channel, and the first one saves and lets go.
 */

const lockName = (id: string): string => `trapdoor notebook ${id}`;
const CHANNEL = 'trapdoor tabs';

interface Wanted {
  type: 'wanted';
  id: string;
}

const isWanted = (data: unknown, id: string): data is Wanted =>
  typeof data === 'object' &&
  data !== null &&
  'type' in data &&
  data.type === 'wanted' &&
  'id' in data &&
  data.id === id;

/** A notebook held by this tab. */
export interface Hold {
  /** Resolves once it can be held again, by this tab too. */
  release(): Promise<void>;
}

/**
 * Holds a notebook for this tab. Answers undefined when another tab has it; with `take` that tab is asked to let go, and
 * this one waits until it has. A browser without locks lets every tab have it.
 *
 * @param onWanted called when another tab wants it: save, then release
 */
export function holdNotebook(id: string, take: boolean, onWanted: () => void): Promise<Hold | undefined> {
  const { locks } = navigator;
  if (!locks) return Promise.resolve({ release: async () => {} });
  if (take) {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage({ type: 'wanted', id } satisfies Wanted);
    channel.close();
  }
  return new Promise((resolve, reject) => {
    const granted = (lock: Lock | null) => {
      if (!lock) return resolve(undefined);
      const channel = new BroadcastChannel(CHANNEL);
      channel.onmessage = ({ data }) => isWanted(data, id) && onWanted();
      return new Promise<void>((release) => {
        resolve({
          async release() {
            channel.close();
            release();
            await over;
          },
        });
      });
    };
    const over = locks.request(lockName(id), { ifAvailable: !take }, granted);
    over.catch(reject);
  });
}
