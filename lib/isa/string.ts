import type { Row } from './row';

/** String instructions, one element a time unless repeated. SDM vol. 1 section 7.3.9. */
export const STRING: Row[] = [
  ['movsb', 'A4', 'Yb,Xb', 'rep'],
  ['movs', 'A5', 'Yv,Xv', 'rep =movsw =movsd =movsq =movsl'],
  ['cmpsb', 'A6', 'Xb,Yb', 'repz'],
  ['cmps', 'A7', 'Xv,Yv', 'repz =cmpsw =cmpsd =cmpsq =cmpsl'],
  ['stosb', 'AA', 'Yb,al', 'rep'],
  ['stos', 'AB', 'Yv,rAX', 'rep =stosw =stosd =stosq =stosl'],
  ['lodsb', 'AC', 'al,Xb', 'rep'],
  ['lods', 'AD', 'rAX,Xv', 'rep =lodsw =lodsd =lodsq =lodsl'],
  ['insb', '6C', 'Yb,dx', 'priv rep'],
  ['ins', '6D', 'Yz,dx', 'priv rep =insw =insd =insl'],
  ['outsb', '6E', 'dx,Xb', 'priv rep'],
  ['outs', '6F', 'dx,Xz', 'priv rep =outsw =outsd =outsl'],
  ['scasb', 'AE', 'al,Yb', 'repz'],
  ['scas', 'AF', 'rAX,Yv', 'repz =scasw =scasd =scasq =scasl'],
];
