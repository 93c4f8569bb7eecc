import { expect, it } from 'vitest';
import { hostSysroot } from '../../cli/sysroot';
import { createLocalLab } from '../../lab/local';
import type { RunRequest } from '../../lab/types';
import { faultLine } from './fault';

const lab = createLocalLab({ sysroot: hostSysroot });
const line = async (program: RunRequest['program']) => {
  const request = { program };
  return faultLine(lab, request, await lab.run(request));
};

it('names the line whose code a signal ended, where it is the source’s', async () => {
  const c = 'int main(void) {\n    int *p = 0;\n    return *p;\n}\n';
  expect(await line({ c, name: 'p.c' })).toBe(3);
  expect(await line({ asm: '.globl _start\n_start: nop\n mov 0, %eax\n', name: 'p.s' })).toBe(3);
  const divided = 'int main(int n, char **v) {\n    n--;\n    return 7 / n;\n}\n';
  expect(await line({ c: divided, name: 'p.c' })).toBe(3);
});

it('knows none of a library’s code, of a signal that was sent, and of a program that ended by itself', async () => {
  const head = '#include <signal.h>\n#include <string.h>\n';
  expect(await line({ c: `${head}int main(int n, char **v) { return strlen(v[n]); }\n`, name: 'p.c' })).toBe(
    undefined,
  );
  expect(await line({ c: `${head}int main(void) { return raise(SIGTERM); }\n`, name: 'p.c' })).toBe(
    undefined,
  );
  expect(await line({ c: 'int main(void) { return 1; }\n', name: 'p.c' })).toBe(undefined);
});
