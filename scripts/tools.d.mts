export function which(command: string, path?: string): string | undefined;
export function ensureTool(command: string, ...debianPackages: string[]): string | undefined;
export function ensureTestTools(): string[];
export function findChromium(): Promise<string | undefined>;
export function ensureChromium(): Promise<string>;
export function unpackPackages(packages: readonly string[]): string | undefined;
