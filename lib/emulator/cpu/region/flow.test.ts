import { describe, expect, it } from 'vitest';
import type { Block } from './discover';
import { analyse } from './flow';

/** Blocks out of edges `from -> to ...`; the first line is the entry. */
function graph(text: string): Block {
  const blocks = new Map<string, Block>();
  const at = (name: string) => {
    const found = blocks.get(name) ?? { rip: name.charCodeAt(0), insts: [], successors: [] };
    blocks.set(name, found);
    return found;
  };
  for (const line of text.split(';')) {
    const [from, ...to] = line.trim().split(' ');
    at(from).successors.push(...to.map(at));
  }
  return [...blocks.values()][0];
}
const name = (rip: number) => String.fromCharCode(rip);

describe('control flow', () => {
  it('of a loop with a diamond in it', () => {
    const { nodes, top, dispatched } = analyse(graph('a b; b c d; c e; d e; e b f'));
    expect(top).toBe(nodes[0]);
    expect(dispatched).toEqual([]);
    const of = (letter: string) => nodes.find((n) => name(n.block.rip) === letter);
    expect(nodes.filter((n) => n.isLoop).map((n) => name(n.block.rip))).toEqual(['b']);
    expect(nodes.filter((n) => n.isMerge).map((n) => name(n.block.rip))).toEqual(['e']);
    expect(of('e')?.dominator).toBe(of('b'));
    expect(of('f')?.dominator).toBe(of('e'));
  });

  it('of a loop with two ways in, which is led through a dispatcher', () => {
    const { nodes, top, dispatched } = analyse(graph('a b c; b c d; c b; d e; e d'));
    expect(top.isLoop).toBe(true);
    expect(dispatched.map((n) => name(n.block.rip))[0]).toBe('a');
    // One of the two ways in is enough, and the loop beside it stays as it is.
    expect(dispatched).toHaveLength(2);
    expect(nodes.filter((n) => n.isLoop).map((n) => name(n.block.rip))).toContain('d');
  });

  it('leaves out what cannot be reached', () => {
    expect(analyse(graph('a b; c b')).nodes).toHaveLength(2);
  });
});
