import { names } from '../pp/names';

/** Keywords by what they mean, each with its other spellings. */
const KEYWORDS = `
auto break case char continue default do double else enum extern float for goto if int long register return short
sizeof static struct switch typedef union unsigned void while
const=__const=__const__ volatile=__volatile=__volatile__ restrict=__restrict=__restrict__
signed=__signed=__signed__ inline=__inline=__inline__
_Alignas _Alignof=__alignof=__alignof__ _Atomic _Bool _Complex=__complex=__complex__ _Generic _Imaginary _Noreturn
_Static_assert _Thread_local=__thread
asm=__asm=__asm__ typeof=__typeof=__typeof__ __attribute__=__attribute __extension__ __label__ __auto_type
__int128 _Float32 _Float64 _Float32x _Float64x _Float128=__float128 _Float16 _Decimal32 _Decimal64 _Decimal128
__real__=__real __imag__=__imag
__builtin_va_arg __builtin_offsetof __builtin_types_compatible_p __builtin_choose_expr
`;

const found: string[] = [];
for (const group of KEYWORDS.trim().split(/\s+/)) {
  const [meaning] = group.split('=');
  for (const spelling of group.split('=')) found[names.id(spelling)] = meaning;
}

/** What a name means as a keyword, '' if it is none; names beyond the table are none. */
export const WORDS: string[] = Array.from({ length: found.length }, (_, id) => found[id] ?? '');

const set = (list: string) => new Set(list.trim().split(/\s+/));

/** Keywords that begin a type. */
export const TYPE_WORDS =
  set(`void char short int long float double signed unsigned _Bool _Complex _Imaginary struct
  union enum typeof __auto_type __int128 _Float32 _Float64 _Float32x _Float64x _Float128 _Float16 _Decimal32 _Decimal64
  _Decimal128 const volatile restrict _Atomic`);

/** Keywords that begin a declaration, beside those that begin a type. */
export const STORAGE_WORDS = set(`typedef extern static auto register inline _Noreturn _Thread_local _Alignas
  _Static_assert __attribute__`);
