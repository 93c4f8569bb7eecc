import { unzipSync } from 'fflate';

/** The files of a packed image by path, each unpacked when it is first looked at: most programs need few of them. */
export function lazyFiles(zip: Uint8Array): Record<string, Uint8Array> {
  const paths: string[] = [];
  unzipSync(zip, {
    filter: ({ name }) => {
      paths.push(name);
      return false;
    },
  });
  const files: Record<string, Uint8Array> = {};
  for (const path of paths)
    Object.defineProperty(files, path, {
      enumerable: true,
      configurable: true,
      get() {
        const value = unzipSync(zip, { filter: ({ name }) => name === path })[path];
        Object.defineProperty(files, path, { value, enumerable: true });
        return value;
      },
    });
  return files;
}
