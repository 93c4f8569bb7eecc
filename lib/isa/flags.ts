import { CONDITIONS } from './integer';
import type { FlagEffect } from './types';

/** Flags tested by each condition, in encoding order. SDM vol. 1 appendix B. */
const CONDITION_READS = [
  'o',
  'o',
  'c',
  'c',
  'z',
  'z',
  'cz',
  'cz',
  's',
  's',
  'p',
  'p',
  'so',
  'so',
  'zso',
  'zso',
];

/** Rows of `names: reads / writes / undefined`; a trailing `?` says that a zero count leaves all flags alone. */
const EFFECTS: Record<string, string> = {
  'add sub cmp neg xadd cmpxchg cmps cmpsb scas scasb': '/cpazso/',
  'adc sbb': 'c/cpazso/',
  'and or xor test': '/cpzso/a',
  'inc dec': '/pazso/',
  'mul imul': '/co/pazs',
  'div idiv': '//cpazso',
  // OF is defined for counts of one only; AF never is. SDM vol. 2, "SAL/SAR/SHL/SHR".
  'shl shr sar': '/cpzso/ao?',
  'rol ror': '/co/o?',
  'rcl rcr': 'c/co/o?',
  'shld shrd': '/cpzso/ao?',
  // ZF is kept by definition. SDM vol. 2, "BT".
  'bt bts btr btc': '/c/paso',
  'bsf bsr': '/z/cpaso',
  'tzcnt lzcnt': '/cz/paso',
  popcnt: '/cpazso/',
  'comiss comisd ucomiss ucomisd ptest': '/cpazso/',
  'pcmpestri pcmpestrm pcmpistri pcmpistrm': '/cpazso/',
  'cmpxchg8b cmpxchg16b': '/z/',
  'lar lsl verr verw': '/z/',
  'clc stc': '/c/',
  cmc: 'c/c/',
  'cld std': '/d/',
  'movs movsb stos stosb lods lodsb': 'd//',
  'cli sti': '/i/',
  sahf: '/cpazs/',
  lahf: 'cpazs//',
  pushf: 'cpazsodi//',
  popf: '/cpazsodi/',
  andn: '/czso/pa',
  bextr: '/czo/pas',
  'blsr blsmsk blsi bzhi': '/czso/pa',
  adcx: 'c/c/',
  adox: 'o/o/',
  'rdrand rdseed': '/cpazso/',
  'loope loopne': 'z//',
  'fcomi fcomip fucomi fucomip': '/cpazso/',
  'fcmovb fcmovnb': 'c//',
  'fcmove fcmovne': 'z//',
  'fcmovbe fcmovnbe': 'cz//',
  'fcmovu fcmovnu': 'p//',
};

const NONE: FlagEffect = { reads: '', writes: '', undefined: '', conditional: false };
const BY_MNEMONIC = new Map<string, FlagEffect>();

for (const [names, text] of Object.entries(EFFECTS)) {
  const [reads = '', writes = '', tail = ''] = text.split('/');
  const conditional = tail.endsWith('?');
  for (const name of names.split(' ')) {
    BY_MNEMONIC.set(name, { reads, writes, undefined: tail.replace('?', ''), conditional });
  }
}
CONDITIONS.forEach(([cc], n) => {
  for (const stem of ['j', 'set', 'cmov']) BY_MNEMONIC.set(stem + cc, { ...NONE, reads: CONDITION_READS[n] });
});

/** What `mnemonic` does to the flags; nothing, when the manual says nothing. */
export function flagEffect(mnemonic: string): FlagEffect {
  return BY_MNEMONIC.get(mnemonic) ?? NONE;
}
