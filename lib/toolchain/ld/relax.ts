import { R } from '../../elf';
import type { Target } from './context';
import type { LinkSymbol } from './input';

/**
 * What an access by table may become where the linker knows more than the compiler did. System V ABI, x86-64
 * supplement, B.2 "Optimize GOTPCRELX Relocations" and 11.1 "TLS transitions" (U. Drepper, "ELF Handling For
 * Thread-Local Storage", section 5).
 */
export type Relaxation =
  /** mov from the table: lea, or mov of the address itself. */
  | 'lea'
  | 'mov'
  /** call *slot: call; jmp *slot: jmp. */
  | 'call'
  | 'jump'
  /** An operation on a slot: on an immediate. */
  | 'immediate'
  /** General or local dynamic: by the thread pointer, or by an offset in the table. */
  | 'gd-le'
  | 'gd-ie'
  | 'ld-le'
  | 'ie-le'
  | 'desc-le'
  | 'desc-ie'
  | 'desc-call'
  | undefined;

/** Opcodes of `op slot(%rip), %reg` that have a form with an immediate: add or adc sbb and sub xor cmp. */
const isArithmetic = (opcode: number) => (opcode & 0xc7) === 0x03;

/** Decides what becomes of one relocation. Scanning and relocating both ask, and get the same answer. */
export function relaxationOf(
  target: Target,
  type: number,
  symbol: LinkSymbol,
  bytes: Uint8Array,
  offset: number,
): Relaxation {
  switch (type) {
    case R.GOTPCREL:
    case R.GOTPCRELX:
    case R.REX_GOTPCRELX:
      return relaxSlot(target, type, symbol, bytes, offset);
    case R.TLSGD:
      if (target.isShared || !isGeneralDynamic(bytes, offset)) return undefined;
      return target.isPreemptible(symbol) ? 'gd-ie' : 'gd-le';
    case R.TLSLD:
      return target.isShared || !isLocalDynamic(bytes, offset) ? undefined : 'ld-le';
    case R.GOTTPOFF:
      return target.isShared || target.isPreemptible(symbol) || !isInitialExec(bytes, offset)
        ? undefined
        : 'ie-le';
    case R.GOTPC32_TLSDESC:
      if (target.isShared || bytes[offset - 2] !== 0x8d) return undefined;
      return target.isPreemptible(symbol) ? 'desc-ie' : 'desc-le';
    case R.TLSDESC_CALL:
      return target.isShared ? undefined : 'desc-call';
    default:
      return undefined;
  }
}

function relaxSlot(
  target: Target,
  type: number,
  symbol: LinkSymbol,
  bytes: Uint8Array,
  offset: number,
): Relaxation {
  if (!target.isFixed(symbol) || offset < 2) return undefined;
  const opcode = bytes[offset - 2];
  const isMove = opcode === 0x8b;
  if (target.relocatable) {
    // Nothing relative reaches an absolute value, or the 0 of what is not defined.
    if (symbol.state === 'absolute' || symbol.state === 'undefined') return undefined;
    if (isMove) return 'lea';
    if (type === R.GOTPCREL) return undefined;
    return branchOf(opcode, bytes[offset - 1]);
  }
  if (isMove) return type === R.GOTPCREL && offset < 3 ? undefined : 'mov';
  if (type === R.GOTPCREL) return undefined;
  return (
    branchOf(opcode, bytes[offset - 1]) ?? (opcode === 0x85 || isArithmetic(opcode) ? 'immediate' : undefined)
  );
}

function branchOf(opcode: number, modrm: number): Relaxation {
  if (opcode !== 0xff) return undefined;
  return modrm === 0x15 ? 'call' : modrm === 0x25 ? 'jump' : undefined;
}

/** data16 lea x@tlsgd(%rip), %rdi; then a call in eight bytes. */
const isGeneralDynamic = (bytes: Uint8Array, at: number) =>
  at >= 4 &&
  at + 12 <= bytes.length &&
  bytes[at - 4] === 0x66 &&
  bytes[at - 2] === 0x8d &&
  bytes[at - 1] === 0x3d;

/** lea x@tlsld(%rip), %rdi; then a call, direct in five bytes or through the table in six. */
const isLocalDynamic = (bytes: Uint8Array, at: number) =>
  at >= 3 &&
  at + 9 <= bytes.length &&
  bytes[at - 2] === 0x8d &&
  bytes[at - 1] === 0x3d &&
  (bytes[at + 4] === 0xe8 || (bytes[at + 4] === 0xff && bytes[at + 5] === 0x15 && at + 10 <= bytes.length));

/** mov or add x@gottpoff(%rip), %reg. */
const isInitialExec = (bytes: Uint8Array, at: number) =>
  at >= 3 && (bytes[at - 2] === 0x8b || bytes[at - 2] === 0x03) && (bytes[at - 1] & 0xc7) === 5;

/** Rewrites the instruction; answers where the field now is, and what has to be taken from its value. */
export function rewrite(kind: Relaxation, bytes: Uint8Array, at: number): { field: number; size: number } {
  const put = (from: number, ...values: number[]) => bytes.set(values, from);
  switch (kind) {
    case 'lea':
      bytes[at - 2] = 0x8d;
      break;
    case 'mov': {
      // mov $address, %reg: the register moves from modrm.reg to modrm.rm, its REX bit from R to B.
      bytes[at - 2] = 0xc7;
      turnRegister(bytes, at);
      break;
    }
    case 'immediate': {
      const opcode = bytes[at - 2];
      const digit = opcode === 0x85 ? 0 : opcode & 0x38;
      bytes[at - 2] = opcode === 0x85 ? 0xf7 : 0x81;
      turnRegister(bytes, at);
      bytes[at - 1] |= digit;
      break;
    }
    case 'call':
      put(at - 2, 0x67, 0xe8);
      break;
    case 'jump':
      // One byte shorter: a nop behind it.
      put(at - 2, 0xe9);
      bytes[at + 3] = 0x90;
      return { field: at - 1, size: 4 };
    case 'gd-le':
    case 'gd-ie':
      // mov %fs:0, %rax, then lea or add of the offset.
      put(at - 4, 0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0, 0x48);
      if (kind === 'gd-le') put(at + 6, 0x8d, 0x80);
      else put(at + 6, 0x03, 0x05);
      return { field: at + 8, size: 4 };
    case 'ld-le': {
      const viaTable = bytes[at + 4] === 0xff;
      put(at - 3, ...(viaTable ? [0x66] : []), 0x66, 0x66, 0x66, 0x64, 0x48, 0x8b, 0x04, 0x25, 0, 0, 0, 0);
      return { field: at, size: 0 };
    }
    case 'ie-le': {
      const register = (bytes[at - 1] >> 3) & 7;
      const isMove = bytes[at - 2] === 0x8b;
      // add to rsp and r12 has to stay an add: as a base they need another byte.
      const form = isMove ? 0xc7 : register === 4 ? 0x81 : 0x8d;
      bytes[at - 2] = form;
      if (form === 0x8d) {
        bytes[at - 1] = 0x80 | (register << 3) | register;
        if (bytes[at - 3] & 4) bytes[at - 3] |= 1;
      } else {
        turnRegister(bytes, at);
      }
      break;
    }
    case 'desc-le':
      // lea x@tlsdesc(%rip), %rax: mov $offset, %rax.
      bytes[at - 2] = 0xc7;
      turnRegister(bytes, at);
      break;
    case 'desc-ie':
      bytes[at - 2] = 0x8b;
      break;
    case 'desc-call':
      put(at, 0x66, 0x90);
      return { field: at, size: 0 };
    default:
  }
  return { field: at, size: 4 };
}

/** The register of modrm.reg becomes the one of modrm.rm, with mod 3. */
function turnRegister(bytes: Uint8Array, at: number): void {
  const modrm = bytes[at - 1];
  bytes[at - 1] = 0xc0 | ((modrm >> 3) & 7);
  const rex = bytes[at - 3];
  if (at >= 3 && (rex & 0xf0) === 0x40) bytes[at - 3] = (rex & ~5) | ((rex & 4) >> 2);
}
