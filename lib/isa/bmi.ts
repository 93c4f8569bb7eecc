import type { Row } from './row';

/** Bit manipulation in the general registers, most of it with a VEX prefix. SDM vol. 1, section 5.1.16. */
export const BMI1: Row[] = [
  ['andn', 'VEX NP 0F 38 F2', 'Gy,By,Ey'],
  ['bextr', 'VEX NP 0F 38 F7', 'Gy,Ey,By'],
  ['blsr', 'VEX NP 0F 38 F3 /1', 'By,Ey'],
  ['blsmsk', 'VEX NP 0F 38 F3 /2', 'By,Ey'],
  ['blsi', 'VEX NP 0F 38 F3 /3', 'By,Ey'],
];

export const BMI2: Row[] = [
  ['bzhi', 'VEX NP 0F 38 F5', 'Gy,Ey,By'],
  ['mulx', 'VEX F2 0F 38 F6', 'Gy,By,Ey'],
  ['pdep', 'VEX F2 0F 38 F5', 'Gy,By,Ey'],
  ['pext', 'VEX F3 0F 38 F5', 'Gy,By,Ey'],
  ['rorx', 'VEX F2 0F 3A F0', 'Gy,Ey,Ib'],
  ['sarx', 'VEX F3 0F 38 F7', 'Gy,Ey,By'],
  ['shlx', 'VEX 66 0F 38 F7', 'Gy,Ey,By'],
  ['shrx', 'VEX F2 0F 38 F7', 'Gy,Ey,By'],
];

/** Sums with one flag as carry. SDM vol. 2, "ADCX", "ADOX". */
export const ADX: Row[] = [
  ['adcx', '66 0F 38 F6', 'Gy,Ey'],
  ['adox', 'F3 0F 38 F6', 'Gy,Ey'],
];

/** Random numbers, the processor's number, and the bases of FS and GS. */
export const EXTRA: Row[] = [
  ['rdrand', '0F C7 /6', 'Rv'],
  ['rdseed', '0F C7 /7', 'Rv'],
  ['rdpid', 'F3 0F C7 /7', 'Rq'],
  ['rdfsbase', 'F3 0F AE /0', 'Ry'],
  ['rdgsbase', 'F3 0F AE /1', 'Ry'],
  ['wrfsbase', 'F3 0F AE /2', 'Ry'],
  ['wrgsbase', 'F3 0F AE /3', 'Ry'],
];
