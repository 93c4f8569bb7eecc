/** npm test: installs what the tests need, then checks, builds and tests everything. Ends with `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
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
const reports = join(root, 'node_modules', '.cache', 'trapdoor', 'reports');
rmSync(reports, { recursive: true, force: true });

/** Folders whose tests open a browser. They look at the clock, so they run by themselves. */
const BROWSER = ['tests/e2e', 'tests/frame', 'tests/lab'];
const vitest = (title, args) => {
  const report = join(reports, `${title}.json`);
  const output = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return { title, command: bin('vitest'), args: ['run', ...args, ...output], report };
};

/** Every step runs, so that one report shows all that is wrong. The build comes before the tests that open it. */
const STEPS = [
  { title: 'format and lint', command: bin('biome'), args: ['check'] },
  { title: 'imports', command: bin('depcruise'), args: ['app', 'lib', 'tests'] },
  { title: 'build', command: 'npm', args: ['run', 'build'] },
  { title: 'types', command: bin('tsc'), args: ['--noEmit', '-p', '.'] },
  vitest(
    'tests',
    BROWSER.flatMap((folder) => ['--exclude', `${folder}/**`]),
  ),
  vitest('tests in a browser', [...BROWSER, '--no-file-parallelism']),
];

/** What a step comes to: its tests where it has a report, else itself. */
function count({ report }, status) {
  if (report === undefined || !existsSync(report)) return status === 0 ? [1, 0] : [0, 1];
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that could not be loaded has no failed test of its own.
  const unloaded = status !== 0 && numFailedTests === 0 ? Math.max(1, numFailedTestSuites) : 0;
  return [numPassedTests, numFailedTests + unloaded];
}

/** The failed tests of a step, each with the head of its message: told again at the end, where a reader of a long log looks. */
function failures({ title, report }) {
  if (report === undefined || !existsSync(report)) return [title];
  const files = JSON.parse(readFileSync(report, 'utf8')).testResults;
  return files.flatMap(({ name, message, assertionResults }) => {
    const tests = assertionResults.filter(({ status }) => status === 'failed');
    const told = tests.map(({ fullName, failureMessages }) => [fullName, failureMessages.join('\n')]);
    if (told.length === 0 && message) told.push(['could not be loaded', message]);
    return told.map(
      ([test, text]) => `${relative(root, name)}: ${test}\n${text.split('\n').slice(0, 30).join('\n')}`,
    );
  });
}

let passed = 0;
let failed = 0;
const told = [];
for (const step of STEPS) {
  console.log(`\n== ${step.title}`);
  const { status } = spawnSync(step.command, step.args, { cwd: root, stdio: 'inherit' });
  const [good, bad] = count(step, status);
  passed += good;
  failed += bad;
  if (bad > 0) told.push(...failures(step));
}
if (told.length > 0) console.log(`\n== failed\n\n${told.join('\n\n')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
