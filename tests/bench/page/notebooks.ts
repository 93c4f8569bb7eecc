/** A notebook with one program, which ends with a status. The status is its last line. */
export const hello = (status: number) => `---
title: Bench ${status}
---
\`\`\`asm {name=hello}
	.globl	_start
_start:	mov	$231, %eax
	mov	$status, %edi
	syscall
	.set	status, ${status}
\`\`\`
`;

/** A notebook of text, values that depend on each other, charts and programs. */
export const many = (cells: number) => {
  const sections = Array.from({ length: cells / 4 }, (_, i) =>
    [
      `## Section ${i}\n`,
      `\`\`\`js {#a${i}}\nconst a${i} = ${i === 0 ? 1 : `a${i - 1} + 1`}\n\`\`\``,
      `\`\`\`js {#b${i}}\nPlot.plot({ height: 80, marks: [Plot.barX([a${i}])] })\n\`\`\``,
      `\`\`\`asm {name=p${i}}\n\t.globl\t_start\n_start:\tmov\t$231, %eax\n\tmov\t$${i}, %edi\n\tsyscall\n\`\`\``,
    ].join('\n\n'),
  );
  return `---\ntitle: Many\n---\n${sections.join('\n\n')}\n`;
};
