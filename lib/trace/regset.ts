/** Registers as ptrace(2) passes them: an iovec of a buffer of as much of a set as fits. */
import { NT_PRFPREG, NT_PRSTATUS } from '../abi/ptrace';
import { IOVEC, USER_FPREGS, USER_REGS } from '../abi/structs';
import { Fields } from './fields';
import type { Row } from './read';
import { structText } from './structs';

/** The iovec of argument `arg`, and what the buffer holds where it was read. */
export function registerSetText(
  row: Row,
  arg: number,
  before: Uint8Array,
  after: Uint8Array | undefined,
): string {
  const given = new Fields(IOVEC, before);
  const s = after ? new Fields(IOVEC, after) : given;
  const buffer = row.payload(arg, after !== undefined, 1)?.bytes;
  const base = (buffer && registersText(row.args[2]!, buffer)) ?? s.address('iov_base');
  const length = given.dec('iov_len') === s.dec('iov_len') ? '' : ` => ${s.dec('iov_len')}`;
  return `{iov_base=${base}, iov_len=${given.dec('iov_len')}${length}}`;
}

function registersText(type: number, bytes: Uint8Array): string | undefined {
  if (type === NT_PRFPREG && bytes.length >= USER_FPREGS.size) return structText(USER_FPREGS, bytes);
  if (type !== NT_PRSTATUS) return undefined;
  const whole = USER_REGS.fields.filter(({ offset, size }) => offset + size <= bytes.length);
  if (whole.length === 0) return undefined;
  const s = new Fields(USER_REGS, bytes);
  const parts = whole.map(({ name }) => `${name}=${s.hex(name)}`);
  if (bytes.length > USER_REGS.size) parts.push('...');
  return `{${parts.join(', ')}}`;
}
