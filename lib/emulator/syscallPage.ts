import { SYSCALLS } from '../abi/syscalls';
import { CALL_PRICES, type CallPrice } from './cost/calls';
import { CALLS, I386_CALLS } from './kernel/table';

/** Calls whose price hangs on the file and on how many bytes are moved: cost/transfer.ts. */
const BY_BYTES = new Set(
  'read write pread64 pwrite64 readv writev preadv pwritev preadv2 pwritev2 sendfile splice copy_file_range getrandom'.split(
    ' ',
  ),
);

const HEAD = `# System calls

Made by \`npm run syscalls\` from the tables in lib/abi, lib/emulator/kernel and lib/emulator/cost. Do not edit.

Calls that are not here answer ENOSYS, as an old kernel would, and leave a line in the trace. The price is what the handler
takes above entry and exit, in core cycles of the profile \`measured-vm\`: timed on the reference machine; divided (÷) from a
sum that was timed; or borrowed (~) from the nearest call that was, which is an assumption.

| nr | call | support | handler, cycles |
|--:|---|---|---|
`;

/** docs/syscalls.md: every call the machine has, how far, and at which price. */
export function syscallPage(): string {
  const rows = [...SYSCALLS.values()].flatMap(({ nr, name, args }) => {
    const row = CALLS.get(name);
    if (!row) return [];
    const { support } = row;
    const how = support.level === 'full' ? 'full' : `partial: ${support.missing}`;
    return [`| ${nr} | \`${name}(${args.map((arg) => arg.name).join(', ')})\` | ${how} | ${price(name)} |`];
  });
  const i386 = [...I386_CALLS.keys()].map((name) => `\`${name}\``).join(', ');
  return `${HEAD}${rows.join('\n')}\n\n${rows.length} calls by \`syscall\`. By \`int 0x80\`, with i386's numbers: ${i386}.\n`;
}

function price(name: string): string {
  if (BY_BYTES.has(name)) return 'by file and bytes';
  const found = CALL_PRICES.get(name);
  return found ? priced(found) : 'none';
}

function priced({ cycles: exact, basis }: CallPrice): string {
  const cycles = exact.toLocaleString('en-US');
  switch (basis.kind) {
    case 'measured':
      return cycles;
    case 'split':
      return `÷ ${cycles}: ${basis.of}`;
    case 'kin':
      return `~ ${cycles}, as ${basis.of}`;
  }
}
