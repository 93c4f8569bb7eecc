import type { FuncIndex } from '../wasm/code';
import { Func, type Kind, type Long, type LongVar, type Word, type WordVar } from '../wasm/func';
import type { ModuleWriter } from '../wasm/module';
import { TYPE } from '../wasm/opcodes';

type Variables<P extends readonly Kind[]> = { [K in keyof P]: P[K] extends 'word' ? WordVar : LongVar };
type Argument = Word | Long | number;

const TYPES = { word: TYPE.I32, long: TYPE.I64 } as const;

/** Functions of one module that call each other by name. */
export class Library {
  private readonly indices = new Map<string, FuncIndex>();

  constructor(private readonly module: ModuleWriter) {}

  /** Writes a function; it is exported, and those after it may call it. */
  define<const P extends readonly Kind[]>(
    name: string,
    params: P,
    result: Kind | undefined,
    body: (f: Func, ...args: Variables<P>) => void,
  ): void {
    const signature = {
      params: params.map((kind) => TYPES[kind]),
      results: result === undefined ? [] : [TYPES[result]],
    };
    const index = this.module.declare(signature, name);
    this.indices.set(name, index);
    const f = new Func(params);
    const args = params.map((kind, n) => (kind === 'word' ? f.wordParam(n) : f.longParam(n)));
    body(f, ...(args as unknown as Variables<P>));
    this.module.define(index, f.code);
  }

  private index(name: string): FuncIndex {
    const index = this.indices.get(name);
    if (index === undefined) throw new Error(`${name} is not written yet`);
    return index;
  }
  call(f: Func, name: string, ...args: Argument[]): void {
    f.call(this.index(name), ...args);
  }
  word(f: Func, name: string, ...args: Argument[]): Word {
    return f.callWord(this.index(name), ...args);
  }
  long(f: Func, name: string, ...args: Argument[]): Long {
    return f.callLong(this.index(name), ...args);
  }
}
