import { OTHER_REQUESTS } from '../abi/ioctl_names';
import type { EnumSet } from '../abi/xlat';
import { hex } from './words';

const DIRECTIONS = ['_IOC_NONE', '_IOC_WRITE', '_IOC_READ', '_IOC_READ|_IOC_WRITE'];

/** An ioctl request: its name, or its parts (asm-generic/ioctl.h: direction 2 bits, size 14, type 8, number 8). */
export function iocText(set: EnumSet, request: number): string {
  const name = set.names.get(request) ?? OTHER_REQUESTS.names.get(request);
  if (name) return name;
  const direction = DIRECTIONS[request >>> 30]!;
  const parts = [(request >>> 8) & 0xff, request & 0xff, (request >>> 16) & 0x3fff].map((part) => hex(part));
  return `_IOC(${direction}, ${parts.join(', ')})`;
}
