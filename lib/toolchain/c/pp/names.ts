/**
 * Spellings by number. Identifiers, literals and punctuators are all kept here, so that a token is a few integers and
 * comparing names is comparing numbers. One table serves the whole program: lexed headers are kept between
 * compilations and their numbers must go on meaning the same.
 */
class Names {
  private readonly texts: string[] = [''];
  private hashes = new Int32Array(1 << 15);
  /** Open addressing; 0 is free. */
  private slots = new Int32Array(1 << 15);

  get count(): number {
    return this.texts.length;
  }

  text(id: number): string {
    return this.texts[id];
  }

  /** Number of the characters of `text` from start to end. */
  intern(text: string, start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (;;) {
      const id = this.slots[slot];
      if (id === 0) break;
      if (this.hashes[id] === hash && this.matches(this.texts[id], text, start, end)) return id;
      slot = (slot + 1) & mask;
    }
    const id = this.texts.length;
    this.texts.push(text.slice(start, end));
    if (id >= this.hashes.length) {
      const hashes = new Int32Array(this.hashes.length * 2);
      hashes.set(this.hashes);
      this.hashes = hashes;
    }
    this.hashes[id] = hash;
    this.slots[slot] = id;
    if (id * 2 > this.slots.length) this.rehash();
    return id;
  }

  id(text: string): number {
    return this.intern(text, 0, text.length);
  }

  private matches(known: string, text: string, start: number, end: number): boolean {
    if (known.length !== end - start) return false;
    for (let i = start; i < end; i++) if (known.charCodeAt(i - start) !== text.charCodeAt(i)) return false;
    return true;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let id = 1; id < this.texts.length; id++) {
      const hash = this.hashes[id];
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.slots = slots;
  }
}

export const names = new Names();
