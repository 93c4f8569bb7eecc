/** Types of the Observable packages that ship none, as far as this folder uses them. */
declare module '@observablehq/runtime' {
  export interface Observer {
    pending?(): unknown;
    fulfilled?(value: unknown): unknown;
    rejected?(error: unknown): unknown;
  }
  export interface Variable {
    define(name: string | null, inputs: string[], definition: (...inputs: never[]) => unknown): Variable;
    import(name: string, alias: string, module: Module): Variable;
    delete(): void;
  }
  export interface Module {
    variable(observer?: Observer | true): Variable;
  }
  export class Runtime {
    constructor(builtins: Record<string, () => unknown>, global?: (name: string) => unknown);
    module(): Module;
    dispose(): void;
  }
  export class RuntimeError extends Error {
    /** Name of the variable whose failure this reports. */
    input?: string;
  }
}

declare module '@observablehq/inputs' {
  export function table(data: Iterable<object>, options?: Record<string, unknown>): HTMLElement;
}

declare module 'htl' {
  export function html(strings: TemplateStringsArray, ...values: unknown[]): Node;
  export function svg(strings: TemplateStringsArray, ...values: unknown[]): Node;
}
