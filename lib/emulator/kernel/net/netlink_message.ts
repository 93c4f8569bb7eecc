import * as L from '../../../abi/netlink';

/** A request as its header tells it. */
export interface Request {
  readonly type: number;
  readonly flags: number;
  readonly body: Uint8Array;
}

/** Messages that answer a request: a dump's objects, or one object; or a negative errno, or 0 for nothing to say. */
export type Answer = readonly { readonly type: number; readonly body: Uint8Array }[] | number;

export const int32 = (value: number): Uint8Array => new Uint8Array(Int32Array.of(value).buffer);

export const aligned = (length: number): number => Math.ceil(length / L.NLMSG_ALIGNTO) * L.NLMSG_ALIGNTO;

/** A message with its header, filled up to where the next may begin. */
export function message(type: number, flags: number, seq: number, pid: number, body: Uint8Array): Uint8Array {
  const length = L.NLMSGHDR.SIZE + body.length;
  const bytes = new Uint8Array(aligned(length));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length, true);
  view.setUint16(L.NLMSGHDR.TYPE, type, true);
  view.setUint16(L.NLMSGHDR.FLAGS, flags, true);
  view.setUint32(L.NLMSGHDR.SEQ, seq, true);
  view.setUint32(L.NLMSGHDR.PID, pid, true);
  bytes.set(body, L.NLMSGHDR.SIZE);
  return bytes;
}

/** An attribute: its length, its type and its value, filled up to where the next may begin. */
export function attribute(type: number, value: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(aligned(4 + value.length));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 4 + value.length, true);
  view.setUint16(2, type, true);
  bytes.set(value, 4);
  return bytes;
}

/** struct rtattr: length and type. */
const RTATTR_SIZE = 4;

/** The value of an attribute; none where they are cut off before it. */
export function findAttribute(attributes: Uint8Array, wanted: number): Uint8Array | undefined {
  const view = new DataView(attributes.buffer, attributes.byteOffset, attributes.byteLength);
  for (let at = 0; at + RTATTR_SIZE <= attributes.length; ) {
    const length = view.getUint16(at, true);
    if (length < RTATTR_SIZE || at + length > attributes.length) return undefined;
    if (view.getUint16(at + 2, true) === wanted) return attributes.subarray(at + RTATTR_SIZE, at + length);
    at += aligned(length);
  }
  return undefined;
}

/** Pieces behind one another, as they are. */
export function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
