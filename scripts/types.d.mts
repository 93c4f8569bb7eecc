/** All files, by the path under which the language service finds them. */
export function libraryFiles(): Record<string, string>;
