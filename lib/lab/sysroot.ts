import { Sysroot } from '../toolchain/sysroot/sysroot';
import type { RunRequest } from './types';
import { gunzip, storedFiles } from './zip';

/** Gets the packed C library, headers and userland: sysroot.bin, as scripts/sysroot.mjs makes it. */
export type LoadSysroot = () => Promise<Uint8Array>;

/** Opens the packed image. */
export const openSysroot = async (image: Uint8Array): Promise<Sysroot> =>
  new Sysroot(storedFiles(await gunzip(image)));

/** Whether a request cannot do without them. */
export const needsSysroot = ({ program }: RunRequest): boolean => 'c' in program || 'sh' in program;

/** Does something once, when it is first asked for; a failure is forgotten, so that the next one tries again. */
export function onceLoaded<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`the C library could not be loaded (${why})`);
    });
    return loaded;
  };
}

/** Opens the image when it is first asked for. */
export function sysrootOnce(load: LoadSysroot | undefined): () => Promise<Sysroot> {
  if (!load)
    return () => Promise.reject(new Error('C and shell programs want the C library, which is not here'));
  return onceLoaded(async () => openSysroot(await load()));
}
