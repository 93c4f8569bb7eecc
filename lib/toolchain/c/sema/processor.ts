import type { Expr } from '../ast';
import type { Parser } from '../parse/parser';
import { names } from '../pp/names';
import { intConst, rvalue, type Span, varExpr } from './build';
import { newVariable } from './declare';
import { binary, cast, subscript } from './operators';
import { arrayOf } from './type';

/*
 * __builtin_cpu_supports and __builtin_cpu_is ask two objects of the library, as gcc's code asks those of libgcc:
 * __cpu_model, which holds vendor, type, subtype and the first 32 features, and __cpu_features2 with the others.
 */

/** What a processor may support: the number of each is its place here. GCC manual, "x86 Built-in Functions". */
const FEATURES = `
cmov mmx popcnt sse sse2 sse3 ssse3 sse4.1 sse4.2 avx avx2 sse4a fma4 xop fma avx512f bmi bmi2 aes pclmul avx512vl avx512bw
avx512dq avx512cd avx512er avx512pf avx512vbmi avx512ifma avx5124vnniw avx5124fmaps avx512vpopcntdq avx512vbmi2 gfni
vpclmulqdq avx512vnni avx512bitalg avx512bf16 avx512vp2intersect 3dnow 3dnowp adx abm cldemote clflushopt clwb clzero
cmpxchg16b cmpxchg8b enqcmd f16c fsgsbase fxsave hle ibt lahf_lm lm lwp lzcnt movbe movdir64b movdiri mwaitx osxsave pconfig
pku prefetchwt1 prfchw ptwrite rdpid rdrnd rdseed rtm serialize sgx sha shstk tbm tsxldtrk vaes waitpkg wbnoinvd xsave xsavec
xsaveopt xsaves amx-tile amx-int8 amx-bf16 uintr hreset kl aeskle widekl avxvnni avx512fp16 x86-64 x86-64-v2 x86-64-v3
x86-64-v4`
  .trim()
  .split(/\s+/);

const FEATURE_WORD = 3;
const WORDS = 4;

/** Vendors, types and subtypes: in which word of __cpu_model a processor's name is looked for, and its number there. */
const MODELS: Record<string, string[]> = {
  '0': 'intel amd'.split(' '),
  '1': `atom core2 corei7 amdfam10h amdfam15h silvermont knl - btver2 amdfam17h knm goldmont goldmont-plus tremont
    amdfam19h`.split(/\s+/),
  '2': `nehalem westmere sandybridge barcelona shanghai istanbul bdver1 bdver2 bdver3 bdver4 znver1 ivybridge haswell broadwell
    skylake skylake-avx512 cannonlake icelake-client icelake-server znver2 cascadelake tigerlake cooperlake sapphirerapids
    alderlake znver3 rocketlake`.split(/\s+/),
};

/** The value of a test for a feature or a model; undefined when gcc knows none of that name. */
export function processorTest(p: Parser, builtin: string, name: string, span: Span): Expr | undefined {
  const { int, uint } = p.types;
  if (builtin === 'cpu_supports') {
    const feature = FEATURES.indexOf(name);
    if (feature < 0) return undefined;
    const word =
      feature < 32
        ? wordOf(p, '__cpu_model', FEATURE_WORD, span)
        : wordOf(p, '__cpu_features2', (feature >> 5) - 1, span);
    const bit = feature & 31;
    const test = binary(p, '&', word, intConst(1n << BigInt(bit), uint, span), span.at);
    // The answer is the bit where it lies, for that one alone with care for the sign, as gcc has it.
    if (feature !== 31) return cast(p, int, test, span.at);
    return cast(p, int, binary(p, '>>', test, intConst(31n, int, span), span.at), span.at);
  }
  for (const [word, models] of Object.entries(MODELS)) {
    const number = models.indexOf(name) + 1;
    if (number === 0) continue;
    const value = wordOf(p, '__cpu_model', Number(word), span);
    return binary(p, '==', value, intConst(BigInt(number), uint, span), span.at);
  }
  return undefined;
}

function wordOf(p: Parser, object: string, index: number, span: Span): Expr {
  const id = names.id(object);
  let variable = p.externals.get(id);
  if (variable?.kind !== 'variable') {
    variable = newVariable(object, arrayOf(p.types.uint, WORDS), 'static', span.at);
    variable.linkage = 'external';
    p.externals.set(id, variable);
    p.unit.variables.push(variable);
  }
  variable.referenced = true;
  const at = intConst(BigInt(index), p.types.int, span);
  return rvalue(subscript(p, varExpr(variable, span), at, span.at, span.to));
}
