import type { FunctionSymbol, Variable } from '../ast';
import type { CType, EnumType, RecordType } from '../types';

/** What an ordinary identifier can mean. */
export type Entry = Variable | FunctionSymbol | TypedefEntry | EnumeratorEntry;

export interface TypedefEntry {
  kind: 'typedef';
  name: string;
  type: CType;
  at: number;
  deprecated?: string;
  unused: boolean;
  referenced: boolean;
}

export interface EnumeratorEntry {
  kind: 'enumerator';
  name: string;
  type: CType;
  value: bigint;
  at: number;
  deprecated?: string;
}

export type Tag = RecordType | EnumType;

interface Binding<T> {
  entry: T;
  depth: number;
  outer: Binding<T> | undefined;
}

/** One name space (C11 6.2.3): a stack of bindings for each name, by the name's number. */
class Space<T> {
  private readonly bindings: (Binding<T> | undefined)[] = [];
  private readonly scopes: number[][] = [[]];

  get(name: number): T | undefined {
    return this.bindings[name]?.entry;
  }

  /** Only what the innermost scope itself declares. */
  local(name: number): T | undefined {
    const binding = this.bindings[name];
    return binding && binding.depth === this.scopes.length - 1 ? binding.entry : undefined;
  }

  set(name: number, entry: T): void {
    const depth = this.scopes.length - 1;
    const binding = this.bindings[name];
    if (binding?.depth === depth) binding.entry = entry;
    else {
      this.bindings[name] = { entry, depth, outer: binding };
      this.scopes[depth].push(name);
    }
  }

  push(): void {
    this.scopes.push([]);
  }

  /** Leaves a scope; answers what it declared. */
  pop(): T[] {
    const left: T[] = [];
    for (const name of this.scopes.pop() ?? []) {
      const binding = this.bindings[name];
      if (binding) left.push(binding.entry);
      this.bindings[name] = binding?.outer;
    }
    return left;
  }

  get depth(): number {
    return this.scopes.length - 1;
  }

  /** Numbers of all names that mean something now. */
  *names(): Generator<number> {
    for (const scope of this.scopes) yield* scope;
  }
}

export class Scopes {
  readonly ordinary = new Space<Entry>();
  readonly tags = new Space<Tag>();

  /** 0 at file scope. */
  get depth(): number {
    return this.ordinary.depth;
  }

  push(): void {
    this.ordinary.push();
    this.tags.push();
  }

  pop(): Entry[] {
    this.tags.pop();
    return this.ordinary.pop();
  }
}
