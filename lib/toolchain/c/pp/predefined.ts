import type { DataModel, IntName } from '../target';
import { FLOAT_MACROS } from './floats';

/** What options change in the predefined macros. */
export interface PredefinedOptions {
  optimize: boolean;
  pic: 'none' | 'pic' | 'pie';
  /** The dialect: gnu17 defines `linux` and `unix` too. */
  strict: boolean;
}

/**
 * gcc 12's macros for x86-64 Linux, as text of #define lines. Those of features that are missing here are left out,
 * such as __MMX__, since programs take them to mean that the intrinsics are there.
 */
export function predefinedMacros(model: DataModel, options: PredefinedOptions): string {
  const lines: string[] = [];
  const define = (name: string, value: string | number = 1) => lines.push(`#define ${name} ${value}`);
  for (const name of ONE.trim().split(/\s+/)) define(name);
  for (const line of VALUES.trim().split('\n')) lines.push(`#define ${line.trim()}`);
  if (model.long === 8) for (const name of ['_LP64', '__LP64__']) define(name);
  if (!options.strict) for (const name of ['linux', 'unix']) define(name);
  else define('__STRICT_ANSI__');
  if (!model.charSigned) define('__CHAR_UNSIGNED__');
  if (options.optimize) define('__OPTIMIZE__');
  else define('__NO_INLINE__');
  if (options.pic !== 'none') for (const name of ['__PIC__', '__pic__']) define(name, 2);
  if (options.pic === 'pie') for (const name of ['__PIE__', '__pie__']) define(name, 2);
  integerMacros(model, define);
  lines.push(FLOAT_MACROS);
  return `${lines.join('\n')}\n`;
}

const ONE = `
__ELF__ __FXSR__ __GCC_ASM_FLAG_OUTPUTS__ __GCC_HAVE_DWARF2_CFI_ASM __GCC_HAVE_SYNC_COMPARE_AND_SWAP_1
__GCC_HAVE_SYNC_COMPARE_AND_SWAP_2 __GCC_HAVE_SYNC_COMPARE_AND_SWAP_4 __GCC_HAVE_SYNC_COMPARE_AND_SWAP_8
__GNUC_STDC_INLINE__ __PRAGMA_REDEFINE_EXTNAME __SSE2_MATH__ __SSE2__ __SSE_MATH__ __SSE__ __STDC_HOSTED__
__STDC_IEC_559_COMPLEX__ __STDC_IEC_559__ __STDC_UTF_16__ __STDC_UTF_32__ __STDC__ __amd64 __amd64__ __code_model_small__ __gnu_linux__ __k8 __k8__ __linux
__linux__ __unix __unix__ __x86_64 __x86_64__ __HAVE_SPECULATION_SAFE_VALUE
__GCC_ATOMIC_TEST_AND_SET_TRUEVAL
`;

const VALUES = `
__ATOMIC_RELAXED 0
__ATOMIC_CONSUME 1
__ATOMIC_ACQUIRE 2
__ATOMIC_RELEASE 3
__ATOMIC_ACQ_REL 4
__ATOMIC_SEQ_CST 5
__ATOMIC_HLE_ACQUIRE 65536
__ATOMIC_HLE_RELEASE 131072
__BIGGEST_ALIGNMENT__ 16
__BYTE_ORDER__ __ORDER_LITTLE_ENDIAN__
__FLOAT_WORD_ORDER__ __ORDER_LITTLE_ENDIAN__
__ORDER_BIG_ENDIAN__ 4321
__ORDER_LITTLE_ENDIAN__ 1234
__ORDER_PDP_ENDIAN__ 3412
__CHAR_BIT__ 8
__FINITE_MATH_ONLY__ 0
__GCC_ATOMIC_BOOL_LOCK_FREE 2
__GCC_ATOMIC_CHAR16_T_LOCK_FREE 2
__GCC_ATOMIC_CHAR32_T_LOCK_FREE 2
__GCC_ATOMIC_CHAR_LOCK_FREE 2
__GCC_ATOMIC_INT_LOCK_FREE 2
__GCC_ATOMIC_LLONG_LOCK_FREE 2
__GCC_ATOMIC_LONG_LOCK_FREE 2
__GCC_ATOMIC_POINTER_LOCK_FREE 2
__GCC_ATOMIC_SHORT_LOCK_FREE 2
__GCC_ATOMIC_WCHAR_T_LOCK_FREE 2
__GCC_CONSTRUCTIVE_SIZE 64
__GCC_DESTRUCTIVE_SIZE 64
__GCC_IEC_559 2
__GCC_IEC_559_COMPLEX 2
__GNUC__ 12
__GNUC_MINOR__ 2
__GNUC_PATCHLEVEL__ 0
__GNUC_EXECUTION_CHARSET_NAME "UTF-8"
__GNUC_WIDE_EXECUTION_CHARSET_NAME "UTF-32LE"
__GXX_ABI_VERSION 1017
__REGISTER_PREFIX__
__STDC_IEC_60559_BFP__ 201404L
__STDC_IEC_60559_COMPLEX__ 201404L
__STDC_ISO_10646__ 201706L
__USER_LABEL_PREFIX__
__STDC_VERSION__ 201710L
__VERSION__ "12.2.0"
`;

/** The names that `__..._TYPE__` macros spell. */
const SPELLED: Record<IntName, string> = {
  _Bool: '_Bool',
  char: 'char',
  'signed char': 'signed char',
  'unsigned char': 'unsigned char',
  short: 'short int',
  'unsigned short': 'short unsigned int',
  int: 'int',
  'unsigned int': 'unsigned int',
  long: 'long int',
  'unsigned long': 'long unsigned int',
  'long long': 'long long int',
  'unsigned long long': 'long long unsigned int',
  __int128: '__int128',
  'unsigned __int128': '__int128 unsigned',
};

function integerMacros(model: DataModel, define: (name: string, value?: string | number) => void): void {
  const size: Partial<Record<IntName, number>> = {
    'signed char': 1,
    'unsigned char': 1,
    short: model.short,
    'unsigned short': model.short,
    int: model.int,
    'unsigned int': model.int,
    long: model.long,
    'unsigned long': model.long,
    'long long': model.longLong,
    'unsigned long long': model.longLong,
  };
  const suffix: Partial<Record<IntName, string>> = {
    'unsigned int': 'U',
    long: 'L',
    'unsigned long': 'UL',
    'long long': 'LL',
    'unsigned long long': 'ULL',
  };
  const unsigned = (name: IntName) => name.startsWith('unsigned');
  const bits = (name: IntName) => (size[name] ?? 0) * 8;
  const max = (name: IntName) => {
    const digits = unsigned(name) ? 'f'.repeat(bits(name) / 4) : `7${'f'.repeat(bits(name) / 4 - 1)}`;
    return `0x${digits}${suffix[name] ?? ''}`;
  };
  const type = (macro: string, name: IntName) => define(`__${macro}_TYPE__`, SPELLED[name]);
  const maximum = (macro: string, name: IntName) => define(`__${macro}_MAX__`, max(name));
  const width = (macro: string, name: IntName) => define(`__${macro}_WIDTH__`, bits(name));

  for (const [macro, name] of [
    ['SCHAR', 'signed char'],
    ['SHRT', 'short'],
    ['INT', 'int'],
    ['LONG', 'long'],
    ['LONG_LONG', 'long long'],
  ] as const) {
    maximum(macro, name);
    width(macro, name);
  }
  const word: IntName = model.long === 8 ? 'long' : 'long long';
  const unsignedWord: IntName = model.long === 8 ? 'unsigned long' : 'unsigned long long';
  const exact: [number, IntName, IntName][] = [
    [8, 'signed char', 'unsigned char'],
    [16, 'short', 'unsigned short'],
    [32, 'int', 'unsigned int'],
    [64, word, unsignedWord],
  ];
  for (const [n, signed, uns] of exact) {
    const constant = (name: IntName) => (suffix[name] ? `c ## ${suffix[name]}` : 'c');
    for (const [prefix, name] of [
      ['INT', signed],
      ['UINT', uns],
    ] as const) {
      type(`${prefix}${n}`, name);
      maximum(`${prefix}${n}`, name);
      define(`__${prefix}${n}_C(c)`, constant(name));
      type(`${prefix}_LEAST${n}`, name);
      maximum(`${prefix}_LEAST${n}`, name);
      // The fast types are the machine's word, but for bytes.
      const fast = n === 8 ? name : prefix === 'INT' ? word : unsignedWord;
      type(`${prefix}_FAST${n}`, fast);
      maximum(`${prefix}_FAST${n}`, fast);
    }
    width(`INT_LEAST${n}`, signed);
    width(`INT_FAST${n}`, n === 8 ? signed : word);
  }
  for (const [macro, name] of [
    ['SIZE', model.sizeType],
    ['PTRDIFF', model.ptrdiffType],
    ['WCHAR', model.wcharType],
    ['WINT', model.wintType],
    ['INTMAX', word],
    ['UINTMAX', unsignedWord],
    ['INTPTR', word],
    ['UINTPTR', unsignedWord],
    ['SIG_ATOMIC', 'int'],
  ] as const) {
    type(macro, name);
    maximum(macro, name);
    if (!macro.startsWith('U')) width(macro, name);
  }
  type('CHAR16', 'unsigned short');
  type('CHAR32', 'unsigned int');
  define('__INTMAX_C(c)', `c ## ${suffix[word]}`);
  define('__UINTMAX_C(c)', `c ## ${suffix[unsignedWord]}`);
  define('__WCHAR_MIN__', unsigned(model.wcharType) ? 0 : '(-__WCHAR_MAX__ - 1)');
  define('__WINT_MIN__', `0${suffix[model.wintType] ?? ''}`);
  define('__SIG_ATOMIC_MIN__', '(-__SIG_ATOMIC_MAX__ - 1)');
  for (const [macro, bytes] of [
    ['SHORT', model.short],
    ['INT', model.int],
    ['LONG', model.long],
    ['LONG_LONG', model.longLong],
    ['POINTER', model.pointer],
    ['SIZE_T', model.pointer],
    ['PTRDIFF_T', model.pointer],
    ['WCHAR_T', size[model.wcharType] ?? 0],
    ['WINT_T', size[model.wintType] ?? 0],
    ['FLOAT', 4],
    ['DOUBLE', 8],
    ['LONG_DOUBLE', model.longDouble.size],
    ['INT128', 16],
    ['FLOAT80', 16],
    ['FLOAT128', 16],
  ] as const)
    define(`__SIZEOF_${macro}__`, bytes);
}
