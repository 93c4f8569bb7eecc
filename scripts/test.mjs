/** npm test: installs what the tests need, then checks, builds and tests everything. Ends with `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
ensureDependencies(root);

const { ensureChromium, ensureTestTools } = await import('./tools.mjs');
const missing = ensureTestTools();
if (missing.length > 0)
  console.log(
    `not here and not installable: ${missing.join(', ')}; tests against the real machine are skipped`,
  );
console.log(`browser: ${await ensureChromium()}`);

const bin = (name) => join(root, 'node_modules', '.bin', name);
const report = join(root, 'node_modules', '.cache', 'trapdoor', 'tests.json');
rmSync(report, { force: true });

/** Every step runs, so that one report shows all that is wrong. The build comes before the tests that open it. */
const STEPS = [
  ['format and lint', bin('biome'), ['check']],
  ['imports', bin('depcruise'), ['app', 'lib', 'tests']],
  ['build', 'npm', ['run', 'build']],
  ['types', bin('tsc'), ['--noEmit', '-p', '.']],
  ['tests', bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]],
];

let passed = 0;
let failed = 0;
for (const [title, command, args] of STEPS) {
  console.log(`\n== ${title}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (title !== 'tests') status === 0 ? passed++ : failed++;
  else if (!existsSync(report)) failed++;
  else {
    const counts = JSON.parse(readFileSync(report, 'utf8'));
    passed += counts.numPassedTests;
    failed += counts.numFailedTests;
    // A file that could not be loaded has no failed test of its own.
    if (status !== 0 && counts.numFailedTests === 0) failed += Math.max(1, counts.numFailedTestSuites);
  }
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
