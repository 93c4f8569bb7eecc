import type { CfaInstruction, Frame } from '../dwarf';
import type { ObjectSection, ObjectSymbol } from '../object';
import type { Expr } from './expr';
import { addressOf } from './relax';
import type { Place, Section } from './section';
import type { SourceSpan } from './symbol';

/** A pointer that `.cfi_personality` and `.cfi_lsda` give. */
export interface FramePointer {
  encoding: number;
  expr: Expr;
}

/** A frame while it is read: places instead of offsets. */
export interface AsmFrame {
  section: Section;
  start: Place;
  end: Place | undefined;
  instructions: (CfaInstruction | { op: 'here'; place: Place })[];
  personality?: FramePointer;
  lsda?: FramePointer;
  isSignal: boolean;
  isSimple: boolean;
  returnColumn?: number;
  /** Offset of the CFA from its register, for the directives that only change it. */
  cfaOffset: number;
  remembered: number[];
  span: SourceSpan;
}

/** What `.cfi_sections` asks for, and the frames so far. */
export class Frames {
  readonly list: AsmFrame[] = [];
  current: AsmFrame | undefined;
  kinds: ('.eh_frame' | '.debug_frame')[] = ['.eh_frame'];

  /** The frames with offsets, now that these are known. */
  finished(
    section: (section: Section) => ObjectSection | undefined,
    pointer: (given: FramePointer) => { symbol: ObjectSymbol; addend: number } | undefined,
  ): Frame[] {
    return this.list.flatMap((frame): Frame[] => {
      const home = section(frame.section);
      if (!home || !frame.end) return [];
      const encoded = (given: FramePointer | undefined) => {
        const found = given && pointer(given);
        return given && found && { encoding: given.encoding, ...found };
      };
      return [
        {
          section: home,
          start: addressOf(frame.start),
          end: addressOf(frame.end),
          instructions: frame.instructions.map((i) =>
            i.op === 'here' ? { op: 'advance', to: addressOf(i.place) } : i,
          ),
          personality: encoded(frame.personality),
          lsda: encoded(frame.lsda),
          isSignal: frame.isSignal,
          isSimple: frame.isSimple,
          returnColumn: frame.returnColumn,
        },
      ];
    });
  }
}
