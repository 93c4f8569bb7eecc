/** Settings of terminals as programs give and get them: struct termios, termios2 and termio. */
import { type Field, getField, TERMIO, TERMIOS2 } from '../../abi/structs';
import type { Termios } from './line_discipline';

/** struct termios' fields. */
export function termiosFields(t: Termios) {
  return {
    c_iflag: t.iflag,
    c_oflag: t.oflag,
    c_cflag: t.cflag,
    c_lflag: t.lflag,
    c_line: t.line,
    c_cc: t.cc,
    c_ispeed: t.ispeed,
    c_ospeed: t.ospeed,
  };
}

/** kernel_termios_to_user_termio: low halves, and the first eight characters. */
export function termioFields(t: Termios) {
  const { c_iflag, c_oflag, c_cflag, c_lflag, c_line, c_cc } = termiosFields(t);
  const low = (flags: number) => flags & 0xffff;
  return {
    c_iflag: low(c_iflag),
    c_oflag: low(c_oflag),
    c_cflag: low(c_cflag),
    c_lflag: low(c_lflag),
    c_line,
    c_cc: c_cc.subarray(0, TERMIO.at.c_cc.count),
  };
}

/** user_termio_to_kernel_termios: what struct termio does not have stays. */
function fromTermio(view: DataView, old: Termios): Termios {
  const { at } = TERMIO;
  const mixed = (flags: number, field: Field) => ((flags & ~0xffff) | getField(view, 0, field)) >>> 0;
  const cc = old.cc.slice();
  for (let i = 0; i < at.c_cc.count; i++) cc[i] = getField(view, 0, at.c_cc, i);
  return {
    ...old,
    iflag: mixed(old.iflag, at.c_iflag),
    oflag: mixed(old.oflag, at.c_oflag),
    cflag: mixed(old.cflag, at.c_cflag),
    lflag: mixed(old.lflag, at.c_lflag),
    line: getField(view, 0, at.c_line),
    cc,
  };
}

/** Settings as a program gave them, in whichever of the three structures `bytes` is. */
export function termiosOf(bytes: Uint8Array, old: Termios): Termios {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (bytes.length === TERMIO.size) return fromTermio(view, old);
  const speeds = bytes.length === TERMIOS2.size;
  const { at } = TERMIOS2;
  return {
    iflag: getField(view, 0, at.c_iflag),
    oflag: getField(view, 0, at.c_oflag),
    cflag: getField(view, 0, at.c_cflag),
    lflag: getField(view, 0, at.c_lflag),
    line: getField(view, 0, at.c_line),
    cc: bytes.slice(at.c_cc.offset, at.c_cc.offset + at.c_cc.count),
    ispeed: speeds ? getField(view, 0, at.c_ispeed) : old.ispeed,
    ospeed: speeds ? getField(view, 0, at.c_ospeed) : old.ospeed,
  };
}
