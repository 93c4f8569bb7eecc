import type { PhysicalMemory } from '../../mm/physical';
import type { Core } from '../core/core';
import { LAYOUT, TABLE_SIZE } from '../state';
import type { InterpretedBlock } from './block';
import { END_HANDLER, HANDLERS } from './handlers';

/** Has the blocks that the interpreter of one machine runs in its memory: core/interpret.ts reads them there. */
export class Blocks {
  /** Host offset of the next block. */
  private end: number = LAYOUT.RECORDS;
  /** How far that has ever been. */
  reached: number = LAYOUT.RECORDS;
  /** Modules of handlers that the machine's table has, by their index. */
  private readonly installed = new Set<number>();

  constructor(
    private readonly phys: PhysicalMemory,
    private readonly core: Core,
  ) {
    this.install(HANDLERS.moduleOf[END_HANDLER]);
  }

  /** Forgets all blocks. */
  clear(): void {
    this.end = LAYOUT.RECORDS;
  }

  hasRoom({ image }: InterpretedBlock): boolean {
    return this.end + image.byteLength <= LAYOUT.RECORDS + LAYOUT.RECORD_BYTES;
  }

  /** Makes it the block of a number. */
  place({ image, handlers }: InterpretedBlock, number: number): void {
    for (let i = 0; i < handlers.length; i++) {
      const index = HANDLERS.moduleOf[handlers[i]];
      if (!this.installed.has(index)) this.install(index);
    }
    const { u32, i32 } = this.phys;
    u32[(LAYOUT.BLOCKS >>> 2) + number - TABLE_SIZE] = this.end;
    i32.set(image, this.end >>> 2);
    this.end += image.byteLength;
    this.reached = Math.max(this.reached, this.end);
  }

  /** Puts a module of handlers into the machine's table; its imports come into being with that. */
  private install(index: number): void {
    const { module, first } = HANDLERS.modules[index];
    const { table, imports } = this.core;
    new WebAssembly.Instance(module, { ...imports, t: { table, first: TABLE_SIZE + first } });
    this.installed.add(index);
  }
}
