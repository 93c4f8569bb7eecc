import type { Module, Runtime } from '@observablehq/runtime';
import { compileCell } from './code';
import type { ImportedNotebook } from './protocol';
import { ProgramValue } from './value';

/**
 * Another notebook as a module of its own, evaluated by its own dataflow as far as an imported name needs it. Its cells
 * draw nothing, and its experiments and programs are not run: a program has the value of its kept result.
 *
 * @param inputValues what view() answers for an element
 */
export function importedModule(
  runtime: Runtime,
  { cells, programs }: ImportedNotebook,
  inputValues: (element: HTMLElement) => unknown,
): Module {
  const module = runtime.module();
  const display = <T>(value: T): T => value;
  const noRuns = () => {
    throw new Error('an imported cell cannot run programs: run it in its own notebook');
  };
  const locals: Record<string, unknown> = {
    display,
    view: (element: HTMLElement) => inputValues(element),
    compare: noRuns,
    run: noRuns,
    sweep: noRuns,
    repeat: noRuns,
  };
  const codes = cells.map((cell) => ({ cell, code: compileCell(cell) }));
  const defined = new Set(codes.flatMap(({ code }) => code.node.defines));
  for (const { cell, code } of codes) {
    if (code.kind === 'program') {
      const result = programs[cell.id];
      for (const name of code.node.defines)
        module.variable().define(name, [], () => {
          if (!result) throw new Error(`${name} has not been run in the notebook it is imported from`);
          return new ProgramValue(name, result);
        });
      continue;
    }
    if (code.kind === 'import') {
      for (const name of code.node.defines)
        module.variable().define(name, [], () => {
          throw new Error(`${name} is itself imported there: import it from where it is defined`);
        });
      continue;
    }
    const { compiled, node } = code;
    if (code.kind !== 'js' || !compiled || node.defines.length === 0) continue;
    const isLocal = (input: string) => Object.hasOwn(locals, input) && !defined.has(input);
    const read = compiled.inputs.filter((input) => !isLocal(input));
    const main = `cell ${cell.id}`;
    module.variable().define(main, read, (...values: unknown[]) => {
      let next = 0;
      return code.evaluate(
        compiled.inputs.map((input) => (isLocal(input) ? locals[input] : values[next++])),
        undefined as never,
      );
    });
    for (const name of node.defines)
      module.variable().define(name, [main], (exports: Record<string, unknown>) => exports[name]);
  }
  return module;
}
