import { EFAULT, EINVAL, ENOSYS } from '../../../abi/errno';
import { getField, USER_DESC } from '../../../abi/structs';
import { partial } from '../row';
import type { TaskStruct } from '../task';
import type { Result } from '../types';

/** asm/ldt.h: entries there may be, and bytes of one. */
const LDT_ENTRIES = 8192;
const ENTRY_SIZE = 8;
/** What the default table, which is empty, is told to have on x86-64. */
const DEFAULT_SIZE = 128;
/** MODIFY_LDT_CONTENTS_CODE with conforming code. */
const CONFORMING = 3;

/** struct user_desc but for the entry's number. */
interface Descriptor {
  readonly base: number;
  readonly limit: number;
  readonly is32: number;
  readonly contents: number;
  readonly readExecOnly: number;
  readonly limitInPages: number;
  readonly notPresent: number;
  readonly useable: number;
}

function decode(view: DataView): Descriptor {
  const { base_addr, limit, bits: word } = USER_DESC.at;
  const bits = getField(view, 0, word);
  return {
    base: getField(view, 0, base_addr),
    limit: getField(view, 0, limit),
    is32: bits & 1,
    contents: (bits >>> 1) & 3,
    readExecOnly: (bits >>> 3) & 1,
    limitInPages: (bits >>> 4) & 1,
    notPresent: (bits >>> 5) & 1,
    useable: (bits >>> 6) & 1,
  };
}

/** LDT_empty. */
const isEmpty = (d: Descriptor): boolean =>
  d.base === 0 &&
  d.limit === 0 &&
  d.contents === 0 &&
  d.is32 === 0 &&
  d.limitInPages === 0 &&
  d.useable === 0 &&
  d.readExecOnly === d.notPresent;

/** fill_ldt: an accessed segment of user mode. SDM vol. 3 section 3.4.5. */
function encode(d: Descriptor, useable: number): [number, number] {
  const type = 1 | ((d.readExecOnly ^ 1) << 1) | (d.contents << 2);
  const access = type | (1 << 4) | (3 << 5) | ((d.notPresent ^ 1) << 7);
  const flags = useable | (d.is32 << 2) | (d.limitInPages << 3);
  const low = (d.limit & 0xffff) | (d.base << 16);
  const high =
    ((d.base >>> 16) & 0xff) |
    (access << 8) |
    (((d.limit >>> 16) & 0xf) << 16) |
    (flags << 20) |
    (d.base & 0xff000000);
  return [low >>> 0, high >>> 0];
}

/** read_ldt: what the table has no room for reads as zeros. */
function readLdt({ mem, mm }: TaskStruct, addr: number, bytes: number): number {
  if (mm.ldt === undefined) return 0;
  const wanted = Math.min(bytes, LDT_ENTRIES * ENTRY_SIZE);
  const told = new Uint8Array(wanted);
  told.set(new Uint8Array(mm.ldt.buffer).subarray(0, wanted));
  return mem.copyOut(addr, told) ? wanted : -EFAULT;
}

function readDefault({ mem }: TaskStruct, addr: number, bytes: number): number {
  const size = Math.min(bytes, DEFAULT_SIZE);
  return mem.clear(addr, size) === size ? size : -EFAULT;
}

/** write_ldt. */
function writeLdt({ mem, mm }: TaskStruct, addr: number, bytes: number, old: boolean): number {
  if (bytes !== USER_DESC.size) return -EINVAL;
  const given = mem.copyIn(addr, USER_DESC.size);
  if (given === undefined) return -EFAULT;
  const view = new DataView(given.buffer);
  const number = getField(view, 0, USER_DESC.at.entry_number);
  if (number >= LDT_ENTRIES) return -EINVAL;
  const descriptor = decode(view);
  if (descriptor.contents === CONFORMING && (old || descriptor.notPresent === 0)) return -EINVAL;
  const clears = descriptor.base === 0 && descriptor.limit === 0 && (old || isEmpty(descriptor));
  const table = new Uint32Array(2 * Math.max(number + 1, (mm.ldt?.length ?? 0) / 2));
  table.set(mm.ldt ?? []);
  table.set(clears ? [0, 0] : encode(descriptor, old ? 0 : descriptor.useable), 2 * number);
  mm.ldt = table;
  return 0;
}

/** Implements modify_ldt(2), whose answer is an unsigned int: errors are numbers of 32 bits. */
function modifyLdt(task: TaskStruct, [func, addr, bytes]: readonly number[]): Result {
  const answer = (): number => {
    switch (func) {
      case 0:
        return readLdt(task, addr, bytes);
      case 1:
      case 0x11:
        return writeLdt(task, addr, bytes, func === 1);
      case 2:
        return readDefault(task, addr, bytes);
      default:
        return -ENOSYS;
    }
  };
  return answer() >>> 0;
}

export const ldtRows = [partial('modify_ldt', modifyLdt, 'segments are kept, and cannot be loaded')];
