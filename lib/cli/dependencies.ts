import path from 'node:path';

/** What -M and its kin ask for: a rule for make that says which files an object is made from. */
export interface DependencyRequest {
  /** -M, -MM: the rule alone, nothing is compiled. */
  only: boolean;
  /** -MMD, -MM: without headers of the system. */
  ownOnly: boolean;
  /** -MF; else beside the output, with .d at its end. */
  file: string | undefined;
  /** -MT, -MQ; else the object. */
  targets: string[];
  /** -MP: each header gets an empty rule, so that make goes on when it is gone. */
  phony: boolean;
}

/** The rule: GNU make, "Writing Rules". */
export function dependencyRule(
  { targets, phony }: DependencyRequest,
  object: string,
  source: string,
  headers: readonly string[],
): string {
  const names = [...new Set([source, ...headers])].map(escaped);
  const to = targets.length > 0 ? targets : [escaped(object)];
  const rule = `${to.join(' ')}: ${names.join(' \\\n  ')}\n`;
  return phony
    ? rule +
        names
          .slice(1)
          .map((name) => `${name}:\n`)
          .join('')
    : rule;
}

const escaped = (name: string) => name.replace(/([ #])/g, '\\$1').replace(/\$/g, '$$$$');

/** Where the rule goes: -MF, or the object's or program's name with .d in place of its ending. */
export function dependencyFile(
  { file }: DependencyRequest,
  output: string | undefined,
  source: string,
): string {
  if (file !== undefined) return file;
  const { dir, name } = path.parse(output === undefined || output === '-' ? path.basename(source) : output);
  return path.join(dir, `${name}.d`);
}
