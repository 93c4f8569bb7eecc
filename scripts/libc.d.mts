export function librarySources(): string[];
export function startSources(): string[];
export function programs(): Map<string, string[]>;
