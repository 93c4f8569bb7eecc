import type { Row } from './row';

/** The comparisons that an immediate of cmpps and its kin names, in order. SDM vol. 2, "CMPPS". */
export const PREDICATES = ['eq', 'lt', 'le', 'unord', 'neq', 'nlt', 'nle', 'ord'] as const;

/** Arithmetic that comes packed and scalar, in single and double precision: suffix, prefix, second operand. */
const FORMS = {
  single: [
    ['ps', 'NP', 'Wx'],
    ['ss', 'F3', 'Wd'],
  ],
  double: [
    ['pd', '66', 'Wx'],
    ['sd', 'F2', 'Wq'],
  ],
} as const;
const ARITHMETIC = [
  ['sqrt', '51'],
  ['add', '58'],
  ['mul', '59'],
  ['sub', '5C'],
  ['min', '5D'],
  ['div', '5E'],
  ['max', '5F'],
] as const;

/** Rows of all arithmetic in one precision. */
export function arithmetic(precision: keyof typeof FORMS): Row[] {
  return FORMS[precision].flatMap(([suffix, prefix, source]): Row[] => [
    ...ARITHMETIC.map(([name, opcode]): Row => [name + suffix, `${prefix} 0F ${opcode}`, `Vx,${source}`]),
    [`cmp${suffix}`, `${prefix} 0F C2`, `Vx,${source},Ib`],
  ]);
}

/** Four single-precision numbers in a register of 128 bits. SDM vol. 1 section 5.5. */
export const SSE: Row[] = [
  ...arithmetic('single'),
  ['movups', 'NP 0F 10', 'Vx,Wx'],
  ['movups', 'NP 0F 11', 'Wx,Vx'],
  ['movss', 'F3 0F 10', 'Vx,Wd'],
  ['movss', 'F3 0F 11', 'Wd,Vx'],
  ['movhlps', 'NP 0F 12', 'Vx,Ux'],
  ['movlps', 'NP 0F 12', 'Vx,Mq'],
  ['movlps', 'NP 0F 13', 'Mq,Vx'],
  ['unpcklps', 'NP 0F 14', 'Vx,Wx'],
  ['unpckhps', 'NP 0F 15', 'Vx,Wx'],
  ['movlhps', 'NP 0F 16', 'Vx,Ux'],
  ['movhps', 'NP 0F 16', 'Vx,Mq'],
  ['movhps', 'NP 0F 17', 'Mq,Vx'],
  ['movaps', 'NP 0F 28', 'Vx,Wx'],
  ['movaps', 'NP 0F 29', 'Wx,Vx'],
  ['cvtsi2ss', 'F3 0F 2A', 'Vx,Ey'],
  ['movntps', 'NP 0F 2B', 'Mx,Vx'],
  ['cvttss2si', 'F3 0F 2C', 'Gy,Wd'],
  ['cvtss2si', 'F3 0F 2D', 'Gy,Wd'],
  ['ucomiss', 'NP 0F 2E', 'Vx,Wd'],
  ['comiss', 'NP 0F 2F', 'Vx,Wd'],
  ['movmskps', 'NP 0F 50', 'Gd,Ux'],
  ['rsqrtps', 'NP 0F 52', 'Vx,Wx'],
  ['rsqrtss', 'F3 0F 52', 'Vx,Wd'],
  ['rcpps', 'NP 0F 53', 'Vx,Wx'],
  ['rcpss', 'F3 0F 53', 'Vx,Wd'],
  ['andps', 'NP 0F 54', 'Vx,Wx'],
  ['andnps', 'NP 0F 55', 'Vx,Wx'],
  ['orps', 'NP 0F 56', 'Vx,Wx'],
  ['xorps', 'NP 0F 57', 'Vx,Wx'],
  ['shufps', 'NP 0F C6', 'Vx,Wx,Ib'],
  ['ldmxcsr', 'NP 0F AE /2', 'Md'],
  ['stmxcsr', 'NP 0F AE /3', 'Md'],
];
