import { ModuleWriter } from '../wasm/module';
import { defineArithmetic } from './arithmetic';
import { defineCompare, defineOperands } from './compare';
import { defineFixed } from './fixed';
import { Library } from './library';
import { defineMoves } from './move';
import { defineNumbers } from './number';
import { defineScaling } from './scale';
import { defineStack } from './stack';
import { defineStores } from './store';
import { defineTranscendental } from './transcendental';

/** Writes the x87 unit: one module of functions over the state in memory. */
export function writeX87(): Uint8Array<ArrayBuffer> {
  const writer = new ModuleWriter();
  const lib = new Library(writer);
  defineStack(lib);
  defineNumbers(lib);
  defineOperands(lib);
  defineArithmetic(lib);
  defineCompare(lib);
  defineStores(lib);
  defineMoves(lib);
  defineScaling(lib);
  defineFixed(lib);
  defineTranscendental(lib);
  return writer.build();
}

let compiled: WebAssembly.Module | undefined;

/** Takes the module of writeX87() compiled, so that the first program that computes with it need not wait. */
export function takeX87(module: WebAssembly.Module): void {
  compiled = module;
}

/** The x87 unit of one machine. It is compiled once for all of them. */
export function buildX87(memory: WebAssembly.Memory): WebAssembly.Exports {
  compiled ??= new WebAssembly.Module(writeX87());
  return new WebAssembly.Instance(compiled, { m: { memory } }).exports;
}
