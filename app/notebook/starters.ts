import type { Cell } from '../../lib/notebook/types';

/** What an empty notebook offers to begin with: cells that run as they are. */
export const STARTERS: readonly { label: string; hint: string; cells: readonly Omit<Cell, 'id'>[] }[] = [
  {
    label: 'A C program',
    hint: 'compiled here, every call it makes is listed',
    cells: [
      {
        kind: 'c',
        name: 'hello',
        attributes: {},
        source:
          '#include <stdio.h>\n\nint main(void) {\n    puts("Hello from a machine in a page.");\n    return 0;\n}',
      },
    ],
  },
  {
    label: 'A bare system call',
    hint: 'assembly, down to the instruction that traps',
    cells: [
      {
        kind: 'asm',
        name: 'bare',
        attributes: {},
        source:
          '\t.intel_syntax noprefix\n\t.globl\t_start\n_start:\tmov\teax, 39\t\t# getpid\n\tsyscall\n\tmov\tedi, eax\n\tmov\teax, 231\t# exit_group\n\tsyscall',
      },
    ],
  },
  {
    label: 'A shell script',
    hint: 'processes, pipes and what they cost',
    cells: [{ kind: 'sh', name: 'script', attributes: {}, source: 'ls /bin | wc -l' }],
  },
  {
    label: 'An experiment',
    hint: 'a program, run with several arguments, and a chart',
    cells: [
      {
        kind: 'c',
        name: 'copy',
        attributes: { args: '16' },
        source:
          '// Writes 65,536 bytes to /dev/null, so many at a time.\n#include <fcntl.h>\n#include <stdlib.h>\n#include <unistd.h>\n\nint main(int argc, char **argv) {\n    static char bytes[65536];\n    int size = argc > 1 ? atoi(argv[1]) : 1;\n    int fd = open("/dev/null", O_WRONLY);\n    for (int done = 0; done < 65536; done += size) write(fd, bytes, size);\n    return 0;\n}',
      },
      {
        kind: 'js',
        attributes: {},
        source:
          'const runs = await sweep([1, 4, 16, 64, 256, 1024, 4096], (size) => run("copy", { args: [size] }))',
      },
      { kind: 'js', attributes: {}, source: 'charts.overheadByBuffer(runs, { width })' },
    ],
  },
];
