import { describe, expect, it } from 'vitest';
import { assemble, formatDiagnostic } from '../../toolchain';
import { PTE } from '../mm/pagetable';
import { PAGE_SIZE } from '../mm/physical';
import { KERNEL, SELECTOR, TestMachine, USER } from './testing';
import { EXIT, SERVICE, type Service, TIME } from './types';

/** Bytes of a piece of Intel-syntax assembly at an address. */
function asm(source: string, base: number = USER.CODE): Uint8Array {
  const result = assemble(`.intel_syntax noprefix\n${source}\n`, { name: 't.s', output: 'flat', base });
  expect(result.diagnostics.map(formatDiagnostic)).toEqual([]);
  return (result.sections.find((s) => s.name === '.text') as { bytes: Uint8Array }).bytes;
}
const user = (source: string) => new TestMachine().user(asm(source));
const kernel = (source: string) => new TestMachine().kernel(asm(source, KERNEL.CODE));

const [RAX, RCX, RBX, RSI, RDI] = [0, 1, 3, 6, 7];

const LOOP = `
        mov     ecx, 1000
        xor     eax, eax
        mov     rbx, ${USER.DATA}
1:      add     rax, rcx
        test    cl, 3
        jne     2f
        push    rax
        adc     qword ptr [rbx], 5
        pop     rdx
2:      dec     rcx
        jnz     1b
        mov     ecx, 20
        mov     edi, ${USER.DATA + 100}
        rep     stosb
        call    3f
        int3
3:      imul    rax, rax, 77
        ret`;

describe('running', () => {
  it('comes to the same end whatever pieces the run is cut into', () => {
    const whole = user(LOOP);
    expect(whole.run()).toBe(EXIT.VMCALL);
    const expected = whole.registers();
    for (const piece of [1, 16, 17, 50, 333, 4096, 100_000]) {
      const machine = user(LOOP);
      let exit: number = EXIT.LIMIT;
      while (exit === EXIT.LIMIT) exit = machine.run(piece);
      expect(machine.registers()).toEqual(expected);
      expect(machine.read(USER.DATA, 200)).toEqual(whole.read(USER.DATA, 200));
    }
  });

  it('stops at the same instruction with cold and with warm code', () => {
    const warm = user(LOOP);
    warm.run();
    for (const ticks of [1, 15, 16, 17, 40, 999, 16_000, 16_001, 60_000]) {
      const cold = user(LOOP);
      expect(cold.run(ticks)).toBe(EXIT.LIMIT);
      warm.user(asm(LOOP)).write(USER.DATA, new Uint8Array(200));
      for (let n = 0; n < 16; n++) if (n !== 4) warm.cpu.setGpr(n, 0, 0);
      const before = [warm.cpu.ticks, warm.cpu.instructions];
      expect(warm.run(ticks)).toBe(EXIT.LIMIT);
      const at = [warm.cpu.ticks - before[0], warm.cpu.instructions - before[1], warm.cpu.rip];
      expect(at).toEqual([cold.cpu.ticks, cold.cpu.instructions, cold.cpu.rip]);
      expect(warm.cpu.rflags).toBe(cold.cpu.rflags);
      // The limit is at most one instruction behind.
      expect(cold.cpu.ticks - ticks).toBeLessThan(16);
    }
  });

  it('steps single instructions, and elements of a repeated one', () => {
    const machine = user('mov ecx, 3\nmov edi, 0x600000\nrep stosb\nnop');
    const rips = Array.from({ length: 6 }, () => {
      expect(machine.cpu.step()).toBe(EXIT.STOP);
      return machine.cpu.rip - USER.CODE;
    });
    expect(rips).toEqual([5, 10, 10, 10, 12, 13]);
    expect(machine.cpu.instructions).toBe(4);
  });

  it('counts instructions by ring, and time', () => {
    const machine = user('nop\nnop\nsyscall');
    machine.write(KERNEL.CODE, asm('nop\nvmcall', KERNEL.CODE));
    expect(machine.run()).toBe(EXIT.VMCALL);
    expect(machine.cpu.userInstructions).toBe(3);
    expect(machine.cpu.instructions).toBe(5);
    expect(machine.cpu.ticks).toBe(5 * 16);
    expect(machine.cpu.times[TIME.TRAP]).toBe(2 * 16);
  });

  it('reads the time stamp exactly, in the middle of a block', () => {
    const machine = user('nop\nrdtsc\nmov ebx, eax\nnop\nrdtsc\nint3');
    machine.run();
    // tscPerCycle is 1 and a tick is 1/64 of a cycle.
    expect(machine.cpu.gprLo(RBX)).toBe(Math.floor(16 / 64));
    expect(machine.cpu.gprLo(RAX)).toBe(Math.floor((4 * 16) / 64));
  });

  it('goes on with what is charged from outside', () => {
    const machine = user('1: jmp 1b');
    machine.run(1600);
    machine.cpu.ticks += 1e12;
    expect(machine.run(1600)).toBe(EXIT.LIMIT);
    expect(machine.cpu.ticks).toBe(1e12 + 3200);
    expect(machine.cpu.instructions).toBe(200);
  });
});

describe('faults are precise', () => {
  it('a store that crosses into a page that is not there changes nothing', () => {
    const end = USER.DATA + 2 * PAGE_SIZE;
    const machine = user(
      `mov rax, -1\nstc\nmov rbx, ${end - 3}\ninc dword ptr [rbx - 8]\nadd qword ptr [rbx], rax`,
    );
    machine.run();
    const trap = machine.trap();
    expect(trap).toMatchObject({
      vector: 14,
      error: 6,
      rip: USER.CODE + asm(`mov rax, -1\nstc\nmov rbx, ${end - 3}\ninc dword ptr [rbx - 8]`).length,
    });
    expect(machine.cpu.cr2).toBe(end);
    expect(machine.read(end - 3, 3)).toEqual([0, 0, 0]);
    // CF from stc, through inc; RF in the saved image, as for every fault.
    expect(trap.flags & 0x10001).toBe(0x10001);
    expect(machine.cpu.gprAddress(RAX)).toBe(-1);
  });

  it('keeps the registers of the elements that are done', () => {
    const start = USER.DATA + 2 * PAGE_SIZE - 10;
    const machine = user(`mov ecx, 100\nmov rdi, ${start}\nmov al, 7\nrep stosb`);
    machine.run();
    expect(machine.trap()).toMatchObject({ vector: 14, error: 6 });
    expect(machine.cpu.gprLo(RCX)).toBe(90);
    expect(machine.cpu.gprAddress(RDI)).toBe(start + 10);
    expect(machine.read(start, 10)).toEqual(new Array(10).fill(7));
  });

  it('goes on when the page has come', () => {
    const end = USER.DATA + 2 * PAGE_SIZE;
    const machine = user(`mov ecx, 100\nmov rdi, ${end - 10}\nmov rsi, ${USER.DATA}\nrep movsb\nint3`);
    machine.write(
      USER.DATA,
      Array.from({ length: 100 }, (_, i) => i),
    );
    machine.write(KERNEL.CODE, asm('add rsp, 8\niretq', KERNEL.CODE));
    machine.run();
    expect(machine.trap().vector).toBe(14);
    machine.map(end, PTE.US | PTE.RW | PTE.NX);
    machine.cpu.rip = KERNEL.CODE;
    machine.run();
    expect(machine.trap().vector).toBe(3);
    expect(machine.read(end - 10, 100)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it.each([
    ['supervisor memory', `mov rax, [${KERNEL.DATA}]`, { vector: 14, error: 5 }],
    ['code that may not be executed', `jmp ${USER.DATA}`, { vector: 14, error: 0x15, rip: USER.DATA }],
    ['writing code', `mov byte ptr [${USER.CODE}], 0`, { vector: 14, error: 7 }],
    ['a privileged instruction', 'hlt', { vector: 13, error: 0 }],
    ['an MSR', 'mov ecx, 0x1b\nrdmsr', { vector: 13, error: 0 }],
    ['vmcall from user mode', 'vmcall', { vector: 6 }],
    [
      'a software interrupt into a gate of the kernel',
      'int 0x20',
      { vector: 13, error: 0x20 * 8 + 2, rip: USER.CODE },
    ],
    ['division by zero', 'xor ecx, ecx\ndiv ecx', { vector: 0, rip: USER.CODE + 2 }],
    ['an address that is not canonical', 'mov rax, 0x800000000000\nmov rax, [rax]', { vector: 13, error: 0 }],
    ['the same by way of the stack', 'mov rsp, 0x800000000000\npop rax', { vector: 12, error: 0 }],
    ['LOCK on a register', '.byte 0xf0, 0x01, 0xc0', { vector: 6, rip: USER.CODE }],
    ['more than 15 bytes', '.fill 15, 1, 0x66\nnop', { vector: 13, rip: USER.CODE }],
    ['int3', 'int3', { vector: 3, rip: USER.CODE + 1 }],
  ])('%s', (_, source, expected) => {
    const machine = user(source);
    expect(machine.run()).toBe(EXIT.VMCALL);
    expect(machine.trap()).toMatchObject({ cs: SELECTOR.USER_CS, ss: SELECTOR.USER_SS, ...expected });
  });

  it('an instruction that reaches into a page that is not there', () => {
    const machine = new TestMachine();
    const end = USER.CODE + 2 * PAGE_SIZE;
    machine.user(asm('mov eax, 0x12345678', end - 3).subarray(0, 3), end - 3);
    machine.run();
    expect(machine.trap()).toMatchObject({ vector: 14, error: 0x14, rip: end - 3 });
    expect(machine.cpu.cr2).toBe(end);
    expect(machine.cpu.lastFault).toMatchObject({ vector: 14, address: end });
  });

  it('dies with a message when no fault can be delivered', () => {
    const machine = user('ud2');
    machine.cpu.setIdt(0, 0);
    expect(machine.run()).toBe(EXIT.TRIPLE_FAULT);
    expect(machine.cpu.deadBecause).toMatch(/double fault at rip 0x400000; first came exception 6/);
  });

  it('a fault while delivering a page fault becomes a double fault, on a stack of its own', () => {
    const machine = user('mov eax, [0]');
    machine.writeAddress(KERNEL.TSS + 4, 0x1000);
    machine.writeAddress(KERNEL.TSS + 36, KERNEL.DATA + PAGE_SIZE);
    machine.gate(8, KERNEL.STUBS + 8 * 8, 0, 1);
    machine.run();
    expect(machine.trap()).toMatchObject({ vector: 8, error: 0, rip: USER.CODE });
  });
});

describe('the trap', () => {
  it('goes by LSTAR and comes back by sysretq', () => {
    const machine = user('stc\nstd\nmov eax, 39\nsyscall\nmov rbx, r11\nint3');
    machine.write(
      KERNEL.CODE,
      asm('mov rsi, rcx\nmov eax, 1234\nswapgs\nmov rdi, gs:[0]\nswapgs\nsysretq', KERNEL.CODE),
    );
    machine.cpu.kernelGsBase = KERNEL.DATA;
    machine.writeAddress(KERNEL.DATA, 4711);
    machine.run();
    expect(machine.trap()).toMatchObject({ vector: 3, cs: SELECTOR.USER_CS, ss: SELECTOR.USER_SS });
    expect(machine.cpu.gprLo(RAX)).toBe(1234);
    expect(machine.cpu.gprLo(RDI)).toBe(4711);
    expect(machine.cpu.gprAddress(RSI)).toBe(USER.CODE + asm('stc\nstd\nmov eax, 39\nsyscall').length);
    expect(machine.cpu.gprLo(RBX) & 0x401).toBe(0x401);
    expect(machine.cpu.times[TIME.RETURN]).toBeGreaterThan(machine.cpu.times[TIME.TRAP] - 16 * 2);
  });

  it('goes through a gate and comes back by iretq', () => {
    const machine = user('mov eax, 5\nint 0x80\nint3');
    machine.gate(0x80, KERNEL.CODE, 3);
    machine.write(KERNEL.CODE, asm('add eax, [rsp + 24]\niretq', KERNEL.CODE));
    machine.run();
    expect(machine.trap().vector).toBe(3);
    expect(machine.cpu.gprLo(RAX)).toBe(5 + USER.STACK + PAGE_SIZE - 256);
  });

  it('iretq refuses a frame that would return to nowhere', () => {
    const frame = (cs: number, ip: string) =>
      `push ${SELECTOR.USER_SS}\npush 0x1000\npushfq\npush ${cs}\nmov rax, ${ip}\npush rax\niretq`;
    const bad = kernel(frame(SELECTOR.USER_CS, '0x800000000000'));
    bad.run();
    expect(bad.trap()).toMatchObject({ vector: 13, error: 0, cs: SELECTOR.KERNEL_CS });
    const selector = kernel(frame(0x43, '0x1000'));
    selector.run();
    expect(selector.trap()).toMatchObject({ vector: 13, error: 0x40 });
  });

  it('takes an interrupt only when IF allows', () => {
    const machine = user('1: inc eax\njmp 1b');
    machine.run(160);
    machine.cpu.rflags &= ~0x200;
    expect(machine.cpu.interrupt(0x20)).toBe(false);
    machine.cpu.rflags |= 0x200;
    expect(machine.cpu.interrupt(0x20)).toBe(true);
    expect(machine.cpu.cpl).toBe(0);
    expect(machine.cpu.rflags & 0x200).toBe(0);
    machine.run();
    expect(machine.trap()).toMatchObject({ vector: 0x20, rip: USER.CODE });
  });

  it('single-steps by the trap flag', () => {
    const machine = user('pushfq\nor qword ptr [rsp], 0x100\npopfq\nnop\nmov eax, 1');
    machine.run();
    const at = asm('pushfq\nor qword ptr [rsp], 0x100\npopfq\nnop').length;
    expect(machine.trap()).toMatchObject({ vector: 1, rip: USER.CODE + at });
  });

  it('leaves IF and IOPL alone in user mode', () => {
    const machine = user('push 0x3000\npopfq\npushfq\npop rax\nint3');
    machine.run();
    expect(machine.cpu.gprLo(RAX)).toBe(0x202);
  });

  it('halts, and knows its own registers', () => {
    const machine = kernel('mov rax, cr3\nmov rbx, cr0\nmov ecx, 0xc0000082\nrdmsr\nhlt');
    expect(machine.run()).toBe(EXIT.HLT);
    expect(machine.cpu.gprLo(RBX)).toBe(0x80050033);
    expect(machine.cpu.gprLo(RAX)).toBe(KERNEL.CODE >>> 0);
  });
});

describe('address spaces', () => {
  /** A second root that has the same pages but other data. */
  function second(machine: TestMachine): { root: number; pfn: number } {
    const root = machine.phys.alloc();
    const { u32 } = machine.phys;
    const [from, to] = [machine.phys.offset(machine.root) >>> 2, machine.phys.offset(root) >>> 2];
    u32.copyWithin(to + 512, from + 512, from + 1024);
    const pfn = machine.phys.alloc();
    machine.tables.map(root, USER.DATA, pfn, PTE.P | PTE.US | PTE.RW);
    return { root, pfn };
  }

  it('are told apart by CR3, with and without PCIDs', () => {
    for (const pcid of [false, true]) {
      const machine = new TestMachine();
      const { root, pfn } = second(machine);
      machine.write32(USER.DATA, 1);
      machine.phys.u32[machine.phys.offset(pfn) >>> 2] = 2;
      const [one, two] = [machine.root * PAGE_SIZE + (pcid ? 1 : 0), root * PAGE_SIZE + (pcid ? 2 : 0)];
      const enable = pcid ? 'mov rax, cr4\nbts rax, 17\nmov cr4, rax' : '';
      const keep = pcid ? 'bts rax, 63' : '';
      const visit = (cr3: number) =>
        `mov rax, ${cr3}\n${keep}\nmov cr3, rax\nshl ebx, 4\nor ebx, [${USER.DATA}]`;
      machine.kernel(asm(`${enable}\n${[one, two, one, two].map(visit).join('\n')}\nhlt`, KERNEL.CODE));
      expect(machine.run()).toBe(EXIT.HLT);
      expect(machine.cpu.gprLo(RBX)).toBe(0x1212);
    }
  });

  it('a changed entry is seen after invlpg', () => {
    const machine = kernel(
      `mov eax, [${USER.DATA}]\nvmcall\ninvlpg [${USER.DATA}]\nmov ebx, [${USER.DATA}]\nhlt`,
    );
    machine.write32(USER.DATA, 1);
    machine.run();
    const pfn = machine.phys.alloc();
    machine.phys.u32[machine.phys.offset(pfn) >>> 2] = 2;
    machine.tables.map(machine.root, USER.DATA, pfn, PTE.P | PTE.US | PTE.RW);
    machine.run();
    expect([machine.cpu.gprLo(RAX), machine.cpu.gprLo(RBX)]).toEqual([1, 2]);
  });

  it('accesses set A and D', () => {
    const machine = user(`mov eax, [${USER.DATA}]\nmov [${USER.DATA + PAGE_SIZE}], eax\nint3`);
    machine.run();
    const flags = (va: number) => machine.tables.lookup(machine.root, va).flags & (PTE.A | PTE.D);
    expect(flags(USER.DATA)).toBe(PTE.A);
    expect(flags(USER.DATA + PAGE_SIZE)).toBe(PTE.A | PTE.D);
  });
});

describe('code that changes', () => {
  const writable = () => {
    const machine = new TestMachine();
    const { pfn } = machine.tables.lookup(machine.root, USER.CODE);
    machine.tables.map(machine.root, USER.CODE, pfn, PTE.P | PTE.US | PTE.RW);
    return machine;
  };

  it('is seen by the next instruction', () => {
    const machine = writable();
    machine.user(asm('mov byte ptr [rip + 1f + 1], 7\n1: mov eax, 1\nint3'));
    machine.run();
    expect(machine.cpu.gprLo(RAX)).toBe(7);
  });

  it('is seen each time round a loop', () => {
    const machine = writable();
    machine.user(
      asm(
        'mov ecx, 50\nxor ebx, ebx\n1: inc byte ptr [rip + 2f + 1]\n2: mov eax, 0\nadd ebx, eax\ndec ecx\njnz 1b\nint3',
      ),
    );
    machine.run();
    expect(machine.cpu.gprLo(RBX)).toBe((50 * 51) / 2);
  });

  it('may have data beside it', () => {
    const machine = writable();
    machine.user(asm('mov ecx, 3000\n1: inc dword ptr [rip + 3f]\ndec ecx\njnz 1b\nint3\n3: .long 0'));
    machine.run();
    expect(
      machine.read(
        USER.CODE + asm('mov ecx, 3000\n1: inc dword ptr [rip + 3f]\ndec ecx\njnz 1b\nint3\n3:').length,
        2,
      ),
    ).toEqual([3000 & 0xff, 3000 >> 8]);
  });

  it('is the same code again when its bytes come back', () => {
    const machine = new TestMachine();
    for (const value of [1, 2, 1, 3, 2]) {
      machine.user(asm(`mov eax, ${value}\nint3`));
      machine.run();
      expect(machine.cpu.gprLo(RAX)).toBe(value);
    }
  });
});

describe('calls that are followed', () => {
  it('check where they return to', () => {
    // Warm enough to be translated with its calls; then the callee changes its return address.
    const machine = user(`
        mov     ecx, 5000
1:      call    2f
        dec     ecx
        jnz     1b
        int3
2:      cmp     ecx, 10
        jne     3f
        lea     rax, [rip + 4f]
        mov     [rsp], rax
3:      ret
4:      mov     ebx, ecx
        int3`);
    machine.run();
    expect(machine.cpu.gprLo(RBX)).toBe(10);
  });

  it('may recurse', () => {
    const machine = user(`
        mov     edi, 18
        call    fib
        int3
fib:    cmp     edi, 2
        jae     1f
        mov     eax, edi
        ret
1:      push    rdi
        dec     edi
        call    fib
        mov     rdi, [rsp]
        push    rax
        lea     edi, [rdi - 2]
        call    fib
        pop     rdx
        add     eax, edx
        pop     rdi
        ret`);
    machine.run();
    expect(machine.cpu.gprLo(RAX)).toBe(2584);
  });

  it('and jumps into loops from outside give code too', () => {
    const machine = user(
      'mov ecx, 5000\nxor eax, eax\njmp 2f\n1: inc eax\ntest ecx, 1\njnz 3f\n2: add eax, 2\n3: dec ecx\njnz 1b\nint3',
    );
    machine.run();
    expect(machine.cpu.gprLo(RAX)).toBe(2 + 4999 + 2 * 2499);
  });
});

describe('vmcall served in its place', () => {
  const ROUNDS = 120_000;
  const CALLS = `
        mov     ecx, ${ROUNDS}
        mov     rdx, ${KERNEL.DATA}
1:      push    rcx
        add     [rdx], rbx
        add     rbx, 3
        adc     r8, [rdx]
        call    2f
        mov     [rdx + 8], rbx
        add     [rdx], r9
        pop     rcx
        dec     ecx
        jnz     1b
        hlt
2:      add     r8, rcx
        stc
        vmcall
        adc     r8, 1
        ret
        nop
3:      lea     r8, [r8 + 9]
        ret
`;
  const elsewhere = KERNEL.CODE + asm(CALLS.slice(0, CALLS.indexOf('3:')), KERNEL.CODE).length;

  /** Runs CALLS, where each call is served by turns; `answer` says how. Answers how many were served in their place, and the state. */
  function run(answer: (turn: number) => Service) {
    const machine = new TestMachine();
    const { cpu, phys } = machine;
    machine.kernel(asm(CALLS, KERNEL.CODE));
    const pages = [machine.tables.lookup(machine.root, KERNEL.DATA).pfn, phys.alloc()];
    let turn = 0;
    let inPlace = 0;
    const act = () => {
      turn++;
      cpu.setGprAddress(9, turn * 7);
      if (turn % 5 === 0) cpu.spend(turn % 1000);
      if (turn % 7 === 0) cpu.rip = elsewhere;
      if (turn % 101 === 0) {
        machine.tables.map(machine.root, KERNEL.DATA, pages[turn % 2], PTE.P | PTE.RW | PTE.NX);
        cpu.invlpg(KERNEL.DATA);
      }
    };
    cpu.serve = () => {
      const service = answer(turn);
      if (service === SERVICE.NOT) return service;
      inPlace++;
      act();
      return service;
    };
    for (;;) {
      const why = machine.run();
      if (why === EXIT.HLT) break;
      if (why === EXIT.VMCALL) act();
      else if (why !== EXIT.SERVED) throw new Error(`left for ${why}`);
    }
    expect(turn).toBe(ROUNDS);
    return { inPlace, registers: machine.registers(), data: machine.read(KERNEL.DATA, 16) };
  }

  it('is as if the processor had left for it', () => {
    const { inPlace, ...expected } = run(() => SERVICE.NOT);
    expect(inPlace).toBe(0);
    const all = run(() => SERVICE.GO_ON);
    expect(all.inPlace).toBeGreaterThan(ROUNDS / 4);
    expect(all).toMatchObject(expected);
    expect(run((turn) => [SERVICE.GO_ON, SERVICE.COME_OUT, SERVICE.NOT][turn % 3] as Service)).toMatchObject(
      expected,
    );
  });
});
