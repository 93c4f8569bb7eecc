import { describe, expect, it } from 'vitest';
import { directCall } from './direct';

describe('a script that is one program', () => {
  it.each([
    ['exec ./server', [], './server', []],
    ['\n# Serves.\n  exec /bin/server "$@"  \n', ['-p', '80 81'], '/bin/server', ['-p', '80 81']],
    ['exec ./a $@ --name=x', ['b'], './a', ['b', '--name=x']],
    [`exec ./a 'one two' "three four" ""`, ['not asked for'], './a', ['one two', 'three four', '']],
  ])('%j', (script, given, path, args) => {
    expect(directCall(script, given)).toEqual({ path, args });
  });

  it.each([
    './server',
    'exec server',
    'exec',
    'executable ./a',
    'exec ./a | wc',
    'exec ./a > out',
    'exec ./a $HOME',
    'exec ./a "$HOME"',
    'exec ./a *.txt',
    'exec ./a ~',
    'exec ./a b\\ c',
    `exec ./a 'b'c`,
    'exec ./a &',
    'exec ./a; exec ./b',
    'exec ./a\nexec ./b',
    'A=1 exec ./a',
    'exec ./a # with a remark',
    "exec ./a 'not closed",
  ])('%j is a shell’s', (script) => {
    expect(directCall(script, ['x'])).toBeUndefined();
  });
});
