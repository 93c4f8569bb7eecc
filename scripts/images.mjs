#!/usr/bin/env node
/**
 * Assembles the machine's own code, the kernel's entry and the vDSO, with the project's assembler, and writes what
 * comes out beside the sources as modules: `npm run images`. With --check nothing is written; files that are not
 * what their sources come to are named, and the exit status is 1.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
/** Where Linux has its text: __START_KERNEL_map and 16 MiB. Documentation/arch/x86/x86_64/mm.rst. */
const KERNEL_TEXT = -0x7f00_0000;

/** Each image: its source, and what of it is assembled under which name. */
const IMAGES = [
  {
    source: 'lib/emulator/kernel/entry/entry_64.s',
    type: { name: 'KernelImage', from: './image' },
    variants: {
      plain: { output: 'flat', base: KERNEL_TEXT, defines: { PTI: '0' } },
      pti: { output: 'flat', base: KERNEL_TEXT, defines: { PTI: '1' } },
    },
  },
  {
    source: 'lib/emulator/vdso/vdso.s',
    type: { name: 'VdsoImage', from: './image' },
    variants: { vdso: { output: 'shared', soname: 'linux-vdso.so.1', version: 'LINUX_2.6' } },
  },
];

/** The text of an image's module. Throws with the diagnostics when the source does not assemble. */
function render(toolchain, { source, type, variants }) {
  const text = readFileSync(path.join(root, source), 'utf8');
  const name = path.basename(source);
  const parts = Object.entries(variants).map(([variant, options]) => {
    const result = toolchain.assemble(text, { name: source, ...options });
    const errors = result.diagnostics.filter((d) => d.severity !== 'note');
    if (errors.length > 0) throw new Error(errors.map(toolchain.formatDiagnostic).join('\n'));
    const symbols = result.symbols
      // Versions are symbols too; nobody asks for their places.
      .filter((s) => s.binding !== 'local' && /^\w+$/.test(s.name))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((s) => `    ${s.name}: ${s.value},\n`);
    const bytes = result.elf ?? flatten(result.sections, options.base);
    return [
      `export const ${variant}: ${type.name} = {\n`,
      ...(options.base === undefined ? [] : [`  base: ${options.base},\n`]),
      `  symbols: {\n${symbols.join('')}  },\n`,
      `  text: '${Buffer.from(bytes).toString('base64')}',\n};\n`,
    ].join('');
  });
  const head = `// Made from ${name} by scripts/images.mjs. Do not edit.\nimport type { ${type.name} } from '${type.from}';\n`;
  return `${head}\n${parts.join('')}`;
}

/** All sections from `base` on in one piece. */
function flatten(sections, base) {
  const end = Math.max(...sections.map((s) => s.address + s.size));
  const bytes = new Uint8Array(end - base);
  for (const section of sections) bytes.set(section.bytes, section.address - base);
  return bytes;
}

async function loadToolchain() {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'lib/toolchain/index.ts')],
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

const check = process.argv.includes('--check');
const toolchain = await loadToolchain();
const stale = [];
for (const image of IMAGES) {
  if (!existsSync(path.join(root, image.source))) continue;
  const target = path.join(root, image.source.replace(/\.s$/, '.generated.ts'));
  const text = render(toolchain, image);
  if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
  stale.push(path.relative(root, target));
  if (!check) writeFileSync(target, text);
}
if (stale.length > 0) console.log(`${check ? 'not fresh' : 'written'}: ${stale.join(', ')}`);
if (check && stale.length > 0) {
  console.error('run `npm run images`');
  process.exitCode = 1;
}
