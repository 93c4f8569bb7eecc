import { AsmError } from './error';
import type { Statement } from './source';

interface Level {
  /** Statements at this level are assembled. */
  active: boolean;
  /** One of the branches was taken. */
  taken: boolean;
  /** The level around it is assembled. */
  outer: boolean;
  inElse: boolean;
  opened: Statement;
}

/** The open `.if` blocks. */
export class Conditionals {
  private readonly levels: Level[] = [];

  get active(): boolean {
    return this.levels.at(-1)?.active ?? true;
  }

  get depth(): number {
    return this.levels.length;
  }

  /** Opens a block; the condition is asked for only where it counts. */
  open(statement: Statement, condition: () => boolean): void {
    const outer = this.active;
    this.levels.push({ active: false, taken: false, outer, inElse: false, opened: statement });
    if (!outer) return;
    const level = this.levels[this.levels.length - 1];
    level.taken = level.active = condition();
  }

  elseIf(condition: () => boolean): void {
    const level = this.innermost('.elseif');
    if (level.inElse) throw new AsmError("'.elseif' after '.else'");
    level.active = level.outer && !level.taken && condition();
    level.taken ||= level.active;
  }

  else(): void {
    const level = this.innermost('.else');
    if (level.inElse) throw new AsmError("a second '.else'");
    level.inElse = true;
    level.active = level.outer && !level.taken;
    level.taken = true;
  }

  end(): void {
    this.innermost('.endif');
    this.levels.pop();
  }

  /** Closes all but `depth` levels, as leaving a macro in the middle does. */
  unwind(depth: number): void {
    this.levels.length = Math.min(this.levels.length, depth);
  }

  /** The statement that opened the innermost block that is still open. */
  unclosed(): Statement | undefined {
    return this.levels.at(-1)?.opened;
  }

  private innermost(name: string): Level {
    const level = this.levels.at(-1);
    if (!level) throw new AsmError(`'${name}' without '.if'`);
    return level;
  }
}
