'use client';
import { useEffect, useState } from 'react';
import type { RegisterName } from '../../lib/lab/debug/types';
import styles from './debug.module.css';
import type { DebugModel, DebugView } from './model';

const ROWS = 8;
const COLUMNS = 16;

const hex = (byte: number) => byte.toString(16).padStart(2, '0');
const sign = (byte: number) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.');

/** What an expression such as `rsp`, `rbp-16` or `0x404000` comes to; undefined for others. */
export function addressOf(text: string, registers: Record<string, bigint>): number | undefined {
  const [, base, operator, offset] = /^\s*(\w+)\s*(?:([+-])\s*(\w+))?\s*$/.exec(text) ?? [];
  const value = (word: string): bigint | undefined => {
    if (Object.hasOwn(registers, word)) return registers[word as RegisterName];
    return /^(0x[\da-f]+|\d+)$/i.test(word) ? BigInt(word) : undefined;
  };
  const start = base === undefined ? undefined : value(base);
  const distance = offset === undefined ? 0n : value(offset);
  if (start === undefined || distance === undefined) return undefined;
  const sum = Number(operator === '-' ? start - distance : start + distance);
  return sum >= 0 && Number.isSafeInteger(sum) ? sum : undefined;
}

/** Memory at an address, in bytes and characters. */
export function Memory({ model, view }: { model: DebugModel; view: DebugView }) {
  const [where, setWhere] = useState('rsp');
  const [read, setRead] = useState<{ address: number; bytes: Uint8Array }>();
  const address = view.state && addressOf(where, view.state.registers);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read anew wherever the program has come to
  useEffect(() => {
    if (address === undefined) return;
    let late = false;
    model.memory(address, ROWS * COLUMNS).then(
      (bytes) => !late && setRead({ address, bytes }),
      () => !late && setRead(undefined),
    );
    return () => {
      late = true;
    };
  }, [model, address, view.state]);
  const bytes = read?.address === address ? read?.bytes : undefined;
  return (
    <div className={styles.memory}>
      <label>
        At{' '}
        <input
          value={where}
          spellCheck={false}
          aria-label="Address: a register, a number, or a sum"
          aria-invalid={address === undefined}
          onChange={(event) => setWhere(event.target.value)}
        />
      </label>
      {address === undefined && <p>Write a register, a number, or a sum such as rbp-16.</p>}
      {bytes?.length === 0 && <p>Nothing is mapped there.</p>}
      {bytes && address !== undefined && bytes.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keyboard
        <pre tabIndex={0}>
          {Array.from({ length: Math.ceil(bytes.length / COLUMNS) }, (_, n) => {
            const row = [...bytes.subarray(n * COLUMNS, (n + 1) * COLUMNS)];
            return `${(address + n * COLUMNS).toString(16)}  ${row
              .map(hex)
              .join(' ')
              .padEnd(COLUMNS * 3)} ${row.map(sign).join('')}\n`;
          })}
        </pre>
      )}
    </div>
  );
}
