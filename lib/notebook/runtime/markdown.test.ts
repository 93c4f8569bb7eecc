// @vitest-environment jsdom
import { beforeAll, describe, expect, it } from 'vitest';
import { splitMarkdown } from './interpolate';
import { renderMarkdown } from './markdown';
import { loadMath } from './math';

function html(source: string, ...values: unknown[]): string {
  const box = document.createElement('div');
  box.append(renderMarkdown(splitMarkdown(source), values, document));
  return box.innerHTML;
}

beforeAll(loadMath);

describe('Markdown', () => {
  it('draws mathematics as MathML, in a line and by itself', () => {
    expect(html('It is $a^2$.')).toMatch(/It is <math.*<msup>.*<\/math>\./s);
    expect(html('$$\n\\frac{a}{b}\n$$')).toMatch(/<math[^>]*display="block".*<mfrac>/s);
  });
  it('leaves prices, code and escaped dollars alone', () => {
    for (const text of ['It costs $5 and $6.', '`$a$`', '\\$a$', 'a $ b $ c', 'one $ only'])
      expect(html(text)).not.toContain('<math');
  });
  it('shows what it cannot read as it was written', () => {
    expect(html('$\\frac{a$')).toContain('frac');
  });
  it('keeps holes apart from mathematics', () => {
    expect(html('$n$ is ${n}, and ${m}', 5, 6)).toMatch(/<\/math> is 5, and 6/);
  });
  it('sets callouts apart', () => {
    expect(html('> [!WARNING]\n> Mind *this*.')).toBe(
      '<blockquote class="callout warning">\n<p class="callout-title">Warning</p>\n<p>Mind <em>this</em>.</p>\n</blockquote>\n',
    );
    expect(html('> [!NOTE]\n>\n> Later.')).toContain('<p>Later.</p>');
    expect(html('> [!OTHER]\n> x')).toContain('[!OTHER]');
    expect(html('> [!TIP] Own *title* ${n}\n> x', 5)).toContain(
      '<p class="callout-title">Own <em>title</em> 5</p>\n<p>x</p>',
    );
  });
  it('sets quotes as in print and leaves other signs as they are', () => {
    expect(html('Bits 47..39, `a` --help, (c) "x" +- 1 ...')).toBe(
      '<p>Bits 47..39, <code>a</code> --help, (c) “x” +- 1 ...</p>\n',
    );
  });
  it('draws tasks', () => {
    expect(html('- [ ] open\n- [x] *done*\n- [ ]no')).toBe(
      '<ul>\n<li class="task"><input type="checkbox" disabled="" aria-label="to do"> open</li>\n<li class="task"><input type="checkbox" disabled="" aria-label="done" checked=""> <em>done</em></li>\n<li>[ ]no</li>\n</ul>\n',
    );
    expect(html('[x] no list')).not.toContain('<input');
  });
  it('gathers footnotes at the end', () => {
    expect(html('Read on.[^1]\n\n[^1]: Here.')).toMatch(/href="#fn1".*<section class="footnotes">.*Here\./s);
  });
});
