/**
 * Imports point one way: docs/ARCHITECTURE.md, "The parts". Each row: a folder and what it may not reach.
 */
const TEST = '\\.test\\.tsx?$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    ...[
      ['lib/abi', 'lib/abi'],
      ['lib/isa', 'lib/isa'],
      ['lib/elf', 'lib/elf'],
    ].map(([part]) => ({
      name: `${part.slice(4)}-imports-nothing`,
      severity: 'error',
      from: { path: `^${part}/`, pathNot: TEST },
      to: { pathNot: `^${part}/` },
    })),
    ...Object.entries({
      // The tracer fills the columns that trace/types.ts describes, and tells of signals as siginfo.ts spells them.
      'lib/emulator': ['emulator', 'elf', 'isa', 'abi', 'trace/types.ts', 'trace/siginfo.ts'],
      'lib/toolchain': ['toolchain', 'elf', 'isa', 'abi'],
      'lib/trace': ['trace', 'abi'],
      'lib/lab': ['lab', 'trace', 'toolchain', 'emulator', 'elf', 'isa', 'abi'],
      'lib/chart': ['chart', 'trace', 'abi'],
      'lib/store': ['store', 'notebook/format', 'notebook/types.ts', 'lab/types.ts'],
      'lib/notebook': ['notebook', 'store', 'chart', 'lab', 'trace', 'abi'],
      'lib/cli': ['cli', 'notebook', 'chart', 'lab', 'trace', 'toolchain', 'emulator', 'elf', 'isa', 'abi'],
    }).map(([part, allowed]) => ({
      name: `${part.slice(4)}-points-down`,
      severity: 'error',
      from: { path: `^${part}/`, pathNot: TEST },
      to: { path: '^(app|lib)/', pathNot: allowed.map((a) => `^lib/${a}(/|$)`) },
    })),
    {
      name: 'app-speaks-to-the-lab',
      severity: 'error',
      comment: 'app reaches the machine through the messages of lab alone',
      from: { path: '^app/', pathNot: TEST },
      to: { path: '^lib/(emulator|toolchain|elf)/' },
    },
    {
      name: 'cpu-and-mm-do-not-know-kernel',
      severity: 'error',
      from: { path: '^lib/emulator/(cpu|mm)/', pathNot: TEST },
      to: { path: '^lib/emulator/(kernel|vfs|vdso|tracer|machine)' },
    },
    {
      name: 'handlers-do-not-know-cpu-tracer-cost',
      severity: 'error',
      from: { path: '^lib/emulator/(kernel/(fs|mm|ipc|net|time|sys)|vfs)/', pathNot: TEST },
      to: { path: '^lib/emulator/(cpu|tracer|cost)/' },
    },
    {
      name: 'emulator-is-pure',
      severity: 'error',
      comment: 'no Node, no DOM, no packages below lab',
      from: { path: '^lib/(emulator|toolchain|elf|isa|abi|trace)/', pathNot: TEST },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
