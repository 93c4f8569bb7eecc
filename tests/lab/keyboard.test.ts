import { describe, expect, it } from 'vitest';
import { hostSysroot } from '../../lib/cli/sysroot';
import { createLocalLab } from '../../lib/lab/local';
import type { Keyboard, RunResult } from '../../lib/lab/types';

const lab = createLocalLab({ sysroot: hostSysroot });
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** What is done when the screen shows a text for the first time and a program waits. */
type Script = readonly [shows: string, act: (keyboard: Keyboard) => void][];

const type = (keys: string) => (keyboard: Keyboard) => keyboard.type(new TextEncoder().encode(keys));

async function sit(c: string, script: Script): Promise<RunResult> {
  let keyboard: Keyboard | undefined;
  let screen = '';
  let next = 0;
  return lab.run(
    { program: { c, name: 'p.c' }, args: ['p'], tty: true },
    {
      onKeyboard: (given) => {
        keyboard = given;
      },
      onProgress: ({ output, terminal }) => {
        screen += output.map(({ bytes }) => text(bytes)).join('');
        if (next >= script.length || !terminal || !screen.includes(script[next][0])) return;
        script[next++][1](keyboard as Keyboard);
      },
    },
  );
}

const LINES = `
#include <stdio.h>
#include <string.h>
int main(void) {
    char line[100];
    printf("name? ");
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\\n")] = 0;
        printf("hello %s\\nname? ", line);
    }
    printf("bye\\n");
}`;

const RAW = `
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
static void resized(int sig) {
    struct winsize w;
    ioctl(0, TIOCGWINSZ, &w);
    dprintf(1, "%dx%d.", w.ws_col, w.ws_row);
}
int main(void) {
    struct termios old, raw;
    struct sigaction act = {.sa_handler = resized, .sa_flags = SA_RESTART};
    sigaction(SIGWINCH, &act, 0);
    tcgetattr(0, &old);
    raw = old;
    cfmakeraw(&raw);
    tcsetattr(0, TCSANOW, &raw);
    dprintf(1, "ready.");
    char c;
    while (read(0, &c, 1) == 1 && c != 'q') dprintf(1, "%02x.", c);
    tcsetattr(0, TCSANOW, &old);
    return 0;
}`;

const TIMED = `
#include <poll.h>
#include <stdio.h>
int main(void) {
    struct pollfd in = {.fd = 0, .events = POLLIN};
    puts(poll(&in, 1, 60) == 0 ? "nothing" : "early");
    puts(poll(&in, 1, 60000) == 0 ? "nothing" : "a key");
    return 0;
}`;

describe('a program with a keyboard', () => {
  it('reads lines, echoed and edited as they are typed, until Ctrl-D', async () => {
    const { stdout, typed, ending } = await sit(LINES, [
      ['name? ', type('Ax\x7fda\r')],
      ['hello Ada', type('\x04')],
    ]);
    expect(text(stdout)).toBe('name? Ax\b \bda\r\nhello Ada\r\nname? bye\r\n');
    expect(text(typed ?? new Uint8Array())).toBe('Ax\x7fda\r\x04');
    expect(ending).toEqual({ kind: 'exited', status: 0 });
  });

  it('is ended by Ctrl-C, also while it does not read', async () => {
    const reading = await sit(LINES, [['name? ', type('\x03')]]);
    expect(reading.ending).toMatchObject({ kind: 'killed', signal: 2 });
    const busy = await sit('int main(void) { for (volatile int i = 0;; i++); }', [['', type('\x03')]]);
    expect(busy.exit).toBe(130);
    expect(busy.ending.kind).toBe('killed');
  });

  it('takes single keys in raw mode, and is told of the size of its window', async () => {
    const { stdout } = await sit(RAW, [
      ['ready.', type('a\x03\x1b[A')],
      ['41.', (keyboard) => keyboard.resize(10, 40)],
      ['40x10.', type('q')],
    ]);
    expect(text(stdout)).toBe('ready.61.03.1b.5b.41.40x10.');
  });

  it('gives the reader the time that a read with a limit has', async () => {
    const { stdout } = await sit(TIMED, [['nothing', type('k\r')]]);
    expect(text(stdout)).toContain('a key');
    expect(text(stdout)).toMatch(/^nothing/);
  });

  it('still says when it is asleep for good, and waits where Ctrl-C has a handler', async () => {
    const stuck = await sit(
      '#include <unistd.h>\nint main(void) { int p[2]; char c; pipe(p); return read(p[0], &c, 1); }',
      [],
    );
    expect(stuck.ending).toMatchObject({ kind: 'deadlock', message: expect.stringContaining('pipe') });
    const caught = await sit(
      `#include <signal.h>
       #include <stdio.h>
       #include <unistd.h>
       static void on(int sig) { dprintf(1, "caught %d\\n", sig); }
       int main(void) { signal(SIGINT, on); dprintf(1, "waiting\\n"); pause(); return 7; }`,
      [['waiting', type('\x03')]],
    );
    expect(text(caught.stdout)).toBe('waiting\r\n^Ccaught 2\r\n');
    expect(caught.exit).toBe(7);
  });

  it('reads what the request gives to its end, whoever is at the keyboard', async () => {
    const { stdout, ending } = await lab.run(
      {
        program: { c: LINES, name: 'p.c' },
        args: ['p'],
        tty: true,
        stdin: new TextEncoder().encode('Ada\n'),
      },
      { onKeyboard: () => {} },
    );
    expect(text(stdout)).toMatch(/hello Ada\r?\nname\? bye/);
    expect(ending).toEqual({ kind: 'exited', status: 0 });
  });

  it('finds its terminal at the end where nobody is at the keyboard', async () => {
    const { stdout, typed } = await lab.run({ program: { c: LINES, name: 'p.c' }, tty: true });
    expect(text(stdout)).toBe('name? bye\r\n');
    expect(typed).toBeUndefined();
  });
});
