/** Serves a folder as any static host does; see serve.mjs. */
export function serve(
  root: string,
  options?: { port?: number; host?: string; base?: string },
): Promise<{ url: string; close(): Promise<void> }>;
