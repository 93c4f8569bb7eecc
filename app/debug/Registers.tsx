import type { RegisterName } from '../../lib/lab/debug/types';
import styles from './debug.module.css';
import type { DebugView } from './model';

const SHOWN: readonly RegisterName[] = [
  'rax',
  'rbx',
  'rcx',
  'rdx',
  'rsi',
  'rdi',
  'rbp',
  'rsp',
  'r8',
  'r9',
  'r10',
  'r11',
  'r12',
  'r13',
  'r14',
  'r15',
  'rip',
];
/** Bits of the flags register by the letters of the SDM. Vol. 1, section 3.4.3. */
const FLAGS: readonly [bit: number, name: string][] = [
  [0, 'CF'],
  [2, 'PF'],
  [4, 'AF'],
  [6, 'ZF'],
  [7, 'SF'],
  [10, 'DF'],
  [11, 'OF'],
];

const signed = (value: bigint) => BigInt.asIntN(64, value).toString();

/** The general registers; those that changed are marked. */
export function Registers({ view }: { view: DebugView }) {
  const registers = view.state?.registers;
  if (!registers) return null;
  const flags = FLAGS.filter(([bit]) => (registers.eflags >> BigInt(bit)) & 1n).map(([, name]) => name);
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">Registers</caption>
      <tbody>
        {SHOWN.map((name) => (
          <tr key={name} data-changed={view.changed.has(name) || undefined}>
            <th scope="row">{name}</th>
            <td>{`0x${registers[name].toString(16)}`}</td>
            <td>{name === 'rip' || name === 'rsp' || name === 'rbp' ? '' : signed(registers[name])}</td>
          </tr>
        ))}
        <tr data-changed={view.changed.has('eflags') || undefined}>
          <th scope="row">flags</th>
          <td colSpan={2}>{flags.length === 0 ? 'none' : flags.join(' ')}</td>
        </tr>
      </tbody>
    </table>
  );
}
