/** The integer types that C names, in the order of their conversion rank where they have one. */
export type IntName =
  | '_Bool'
  | 'char'
  | 'signed char'
  | 'unsigned char'
  | 'short'
  | 'unsigned short'
  | 'int'
  | 'unsigned int'
  | 'long'
  | 'unsigned long'
  | 'long long'
  | 'unsigned long long'
  | '__int128'
  | 'unsigned __int128';

/** How a floating value is kept: IEEE binary32, binary64, the x87's 80 bits, or IEEE binary128. */
export type FloatFormat = 'f32' | 'f64' | 'x87' | 'f128';

/** Sizes and choices that the language leaves to the implementation. Sizes and alignments are in bytes. */
export interface DataModel {
  name: 'LP64' | 'LLP64';
  charSigned: boolean;
  short: number;
  int: number;
  long: number;
  longLong: number;
  pointer: number;
  longDouble: { format: FloatFormat; size: number; align: number };
  /** What `__attribute__((aligned))` without a number means. */
  maxAlign: number;
  /** How bit-fields share storage: by the System V ABI as gcc has it, or by Microsoft's rules. */
  bitFields: 'sysv' | 'ms';
  sizeType: IntName;
  ptrdiffType: IntName;
  wcharType: IntName;
  wintType: IntName;
  int64Type: IntName;
  intmaxType: IntName;
}

/** x86-64 Linux: System V ABI, AMD64 supplement, 3.1.2. */
export const LP64: DataModel = {
  name: 'LP64',
  charSigned: true,
  short: 2,
  int: 4,
  long: 8,
  longLong: 8,
  pointer: 8,
  longDouble: { format: 'x87', size: 16, align: 16 },
  maxAlign: 16,
  bitFields: 'sysv',
  sizeType: 'unsigned long',
  ptrdiffType: 'long',
  wcharType: 'int',
  wintType: 'unsigned int',
  int64Type: 'long',
  intmaxType: 'long',
};

/** x86-64 Windows. */
export const LLP64: DataModel = {
  name: 'LLP64',
  charSigned: true,
  short: 2,
  int: 4,
  long: 4,
  longLong: 8,
  pointer: 8,
  longDouble: { format: 'f64', size: 8, align: 8 },
  maxAlign: 16,
  bitFields: 'ms',
  sizeType: 'unsigned long long',
  ptrdiffType: 'long long',
  wcharType: 'unsigned short',
  wintType: 'unsigned short',
  int64Type: 'long long',
  intmaxType: 'long long',
};
