import type { LineFile, LineRow, LineSequence, LineTable } from '../dwarf';
import type { ObjectSection } from '../object';
import { addressOf } from './relax';
import type { Place, Section } from './section';

/** A row while it is read. */
export interface AsmRow extends Omit<LineRow, 'offset'> {
  place: Place;
  /** The row before it in its section, by which its view is counted. */
  previous: AsmRow | undefined;
  /** `view -0`: the view is 0 whatever the address. */
  resetView: boolean;
}

/** `.file` and `.loc`: the files, and the rows of each section. */
export class Lines {
  readonly directories: string[] = [''];
  readonly files: (LineFile | undefined)[] = [];
  private readonly rows = new Map<Section, AsmRow[]>();
  /** The row that the next instruction starts. */
  pending: Omit<AsmRow, 'place' | 'previous'> | undefined;
  /** What `.loc` leaves to the next one. */
  isStatement = true;
  isa = 0;

  /** `.file number "directory" "name"` */
  addFile(number: number, directory: string | undefined, name: string, md5: Uint8Array | undefined): void {
    if (number === 0) this.directories[0] = directory ?? '';
    const slash = name.lastIndexOf('/');
    const [path, base] =
      (directory !== undefined && number !== 0) || slash < 0
        ? [number === 0 ? undefined : directory, name]
        : [name.slice(0, Math.max(slash, 1)), name.slice(slash + 1)];
    this.files[number] = { name: base, directory: this.directory(path), md5 };
  }

  private directory(path: string | undefined): number {
    if (path === undefined || path === '') return 0;
    const known = this.directories.indexOf(path);
    if (known >= 0) return known;
    return this.directories.push(path) - 1;
  }

  /** Starts the pending row at a place. */
  startRow(place: Place): AsmRow | undefined {
    const { pending } = this;
    if (!pending) return undefined;
    this.pending = undefined;
    const { section } = place.fragment;
    let rows = this.rows.get(section);
    if (!rows) this.rows.set(section, (rows = []));
    const row = { ...pending, place, previous: rows.at(-1) };
    rows.push(row);
    return row;
  }

  get isEmpty(): boolean {
    return this.rows.size === 0 && this.files.length === 0;
  }

  /** The table with offsets, now that these are known. */
  finished(section: (section: Section) => ObjectSection | undefined): LineTable {
    const sequences = [...this.rows].flatMap(([from, rows]): LineSequence[] => {
      const home = section(from);
      if (!home) return [];
      const placed = rows.map((row) => ({
        ...row,
        offset: addressOf(row.place),
        setsAddress: mayStandStill(row),
      }));
      return [{ section: home, rows: placed, end: home.size }];
    });
    const version = this.files[0] ? 5 : 3;
    return { version, directories: this.directories, files: [...this.files], sequences };
  }
}

/** A view is reset where gas cannot tell that the address has moved on: process_entries in gas/dwarf2dbg.c. */
function mayStandStill({ place, previous, resetView }: AsmRow): boolean {
  if (!resetView || !previous) return false;
  const { fragment, offset } = previous.place;
  if (place.fragment === fragment) return place.offset === offset;
  // The opcode of a jump is fixed; the rest of it is not.
  return place.offset === 0 && offset >= fragment.length + (fragment.tail?.kind === 'jump' ? 1 : 0);
}
