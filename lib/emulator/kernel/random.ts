/**
 * Bytes for getrandom and AT_RANDOM from a seed: xoshiro128** (Blackman and Vigna), seeded by splitmix32. Deterministic
 * on purpose; nothing here is a secret.
 */
export function seeded(seed: number): Uint32Array {
  let mix = seed >>> 0;
  const splitmix = () => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  return Uint32Array.from({ length: 4 }, splitmix);
}

const rotl = (x: number, k: number) => (x << k) | (x >>> (32 - k));

function next(s: Uint32Array): number {
  const result = Math.imul(rotl(Math.imul(s[1], 5), 7), 9) >>> 0;
  const t = s[1] << 9;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotl(s[3], 11);
  return result;
}

/** Fills bytes from the generator in state `s`, which goes on. */
export function fillRandom(s: Uint32Array, bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i += 4) {
    const word = next(s);
    for (let j = i; j < Math.min(i + 4, bytes.length); j++) bytes[j] = word >>> ((j - i) * 8);
  }
}
