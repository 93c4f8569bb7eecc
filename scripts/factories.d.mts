/** A chunk of Next with each module's function in parentheses; any other script as it is. */
export function parenthesised(code: string): string;
