/** Addresses in a script: a string that begins with the base path's mark becomes an expression. */
export function relocateScript(code: string): string;
/** A page with relative addresses and its policy; `root` is the path to the site's root, with a slash at its end; `first` a script before all others. */
export function finishPage(html: string, root: string, first?: string): string;
/** The page for missing addresses, without scripts, style sheets and links. */
export function finishMissing(html: string): string;
/** Finishes the export in a folder. */
export function finish(out: string): void;
