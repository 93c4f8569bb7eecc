import type { Label, StringLiteral, Unit } from '../ast';
import type { UnitNames } from '../lower/context';
import { Chains } from '../lower/nested';
import type { Names } from '../x86/select';

/** Names that the compiler makes for a unit: constants, literals, labels. One object for lowering and selection. */
export class ModuleNames implements UnitNames, Names {
  /** Read-only constants by their bytes. */
  readonly constants = new Map<string, { name: string; bytes: Uint8Array }>();
  readonly literals = new Map<StringLiteral, string>();
  readonly chains = new Chains();
  executableStack = false;
  private readonly labels = new Map<Label, string>();
  private readonly local = new Set<string>();
  private numbers = 0;

  constructor(
    private readonly unit: Unit,
    readonly pic: 'none' | 'pie' | 'pic',
  ) {
    const preemptible = (visibility: string) => pic === 'pic' && visibility === 'default';
    for (const one of [...unit.variables, ...unit.functions]) {
      const defined = one.kind === 'variable' ? one.defined : one.body !== undefined;
      const internal = one.linkage !== 'external' && defined;
      if (internal || one.visibility === 'hidden' || (defined && !one.weak && !preemptible(one.visibility)))
        this.local.add(one.asmName);
    }
  }

  literal(literal: StringLiteral): string {
    let name = this.literals.get(literal);
    if (!name) this.literals.set(literal, (name = `.LC${literal.id}`));
    return name;
  }

  label(label: Label): string {
    let name = this.labels.get(label);
    if (!name) this.labels.set(label, (name = `.LA${this.labels.size}`));
    return name;
  }

  unique(): number {
    return this.numbers++;
  }

  place(at: number): string {
    const { file, line, column } = this.unit.tokens.place(at);
    return `${file}:${line}:${column}`;
  }

  constant16(bytes: Uint8Array): string {
    return this.constant(bytes);
  }

  constant(bytes: Uint8Array): string {
    let key = '';
    for (const byte of bytes) key += String.fromCharCode(byte);
    let known = this.constants.get(key);
    if (!known) this.constants.set(key, (known = { name: `.LK${this.constants.size}`, bytes }));
    return known.name;
  }

  isLocal(symbol: string): boolean {
    return symbol.startsWith('.L') || this.local.has(symbol);
  }

  threadModel(symbol: string): 'local-exec' | 'initial-exec' {
    return this.pic === 'pic' || (!this.isLocal(symbol) && this.pic !== 'none')
      ? 'initial-exec'
      : 'local-exec';
  }
}
