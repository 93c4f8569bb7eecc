import type { Tokens } from './pp/tokens';
import type { CType, Field, FunctionType, RecordType } from './types';

/**
 * The typed tree. The front end gives it whole when there are no errors; what comes after may then trust that
 *
 * - every implicit conversion is a node: `load` makes a value of an lvalue, `decay` a pointer of an array or a
 *   function, `cast` the rest. Operands of `binary` have the same type already (but for shifts, each of whose
 *   operands is promoted by itself);
 * - types of values carry no qualifiers; lvalues carry theirs (volatile matters);
 * - names, `_Generic`, `sizeof` of a known size, enumerators and `__builtin_choose_expr` are gone;
 * - initialisers are lists of (offset, bit-field, value), everything else in the object being zero; those of static
 *   objects are bytes with relocations.
 *
 * Places are token numbers: `unit.tokens.place(at)` gives file, line and column (see pp/tokens.ts).
 */
interface Node {
  /** The token a caret points at. */
  at: number;
}

interface ExprBase extends Node {
  type: CType;
  /** First and last token. */
  from: number;
  to: number;
  /** It designates an object: `var`, `deref`, `member`, `string`, `compound`. Functions are not lvalues. */
  lvalue: boolean;
}

export type Expr =
  | IntConst
  | FloatConst
  | StringExpr
  | VarExpr
  | FuncExpr
  | LoadExpr
  | DecayExpr
  | CastExpr
  | UnaryExpr
  | BinaryExpr
  | PointerAddExpr
  | PointerDiffExpr
  | LogicalExpr
  | ConditionalExpr
  | ElvisExpr
  | HeldExpr
  | AssignExpr
  | AssignOpExpr
  | IncDecExpr
  | AddressExpr
  | DerefExpr
  | MemberExpr
  | CallExpr
  | CommaExpr
  | StatementExpr
  | CompoundLiteral
  | LabelAddress
  | BuiltinExpr
  | AtomicExpr
  | VaArgExpr
  | ErrorExpr;

/** The value lies in the range of the type (int, enum or pointer): negative when a signed type's sign bit is set. */
export interface IntConst extends ExprBase {
  kind: 'int';
  value: bigint;
}

export interface FloatConst extends ExprBase {
  kind: 'float';
  /** Exact for f32 and f64; for x87 the nearest double. */
  value: number;
  /** Exact value of a long double. */
  x87?: X87;
}

/** The 80 bits: sign and exponent as stored in bytes 8 and 9, significand with its integer bit. */
export interface X87 {
  signExponent: number;
  significand: bigint;
}

/** An lvalue of array type. */
export interface StringExpr extends ExprBase {
  kind: 'string';
  literal: StringLiteral;
}

/** Equal literals of a unit are one. They live in read-only data. */
export interface StringLiteral {
  kind: 'literal';
  /** Number in the unit, from 0. */
  id: number;
  /** With the terminating zero. */
  bytes: Uint8Array;
  /** Bytes of a character: 1, 2 or 4. */
  unit: number;
}

export interface VarExpr extends ExprBase {
  kind: 'var';
  variable: Variable;
}

/** A function designator: only under `decay`, `address`, or as operand of a builtin. */
export interface FuncExpr extends ExprBase {
  kind: 'func';
  func: FunctionSymbol;
}

/** The value of an object; of record type too. The operand's type says volatile. */
export interface LoadExpr extends ExprBase {
  kind: 'load';
  operand: Expr;
}

/** Array lvalue to pointer to its first element; function to pointer. */
export interface DecayExpr extends ExprBase {
  kind: 'decay';
  operand: Expr;
}

/** What a cast does, so that nobody has to compare types again. */
export type Conversion =
  /** Between integers (enum and pointer too): truncate, or extend by the signedness of the source. */
  | 'int'
  /** Scalar to _Bool: compare with zero. */
  | 'bool'
  | 'int-to-float'
  | 'float-to-int'
  | 'float'
  /** To or from a complex type. */
  | 'complex'
  /** The bits of a vector as those of another, or of an integer, and the other way round. */
  | 'vector'
  /** A scalar to a vector that has it in every element. */
  | 'splat'
  /** Same representation: between pointers, or to a type that differs in name only. */
  | 'same'
  /** The value is dropped. */
  | 'void'
  /** A value to the union type that has such a member (gcc's cast to union). */
  | 'union';

export interface CastExpr extends ExprBase {
  kind: 'cast';
  conversion: Conversion;
  operand: Expr;
  implicit: boolean;
}

/** `!` yields int and takes any scalar; the others take a promoted operand of their own type. `~` conjugates. */
export interface UnaryExpr extends ExprBase {
  kind: 'unary';
  op: '-' | '~' | '!';
  operand: Expr;
}

export type ArithmeticOp = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>';
export type CompareOp = '==' | '!=' | '<' | '<=' | '>' | '>=';

/**
 * Operands are arithmetic and of one type, or for comparisons both pointers. Comparisons yield int. One operand of a
 * complex `+ - *`, or the divisor, may be of the real type.
 */
export interface BinaryExpr extends ExprBase {
  kind: 'binary';
  op: ArithmeticOp | CompareOp;
  left: Expr;
  right: Expr;
}

/** pointer + index * scale, or pointer - index * scale. */
export interface PointerAddExpr extends ExprBase {
  kind: 'pointer-add';
  pointer: Expr;
  /** Of the type ptrdiff_t. */
  index: Expr;
  /** Bytes: a constant, or for variable-length arrays an expression of type size_t. 1 for void and functions. */
  scale: number | Expr;
  negative: boolean;
}

/** (left - right) / scale, as ptrdiff_t. */
export interface PointerDiffExpr extends ExprBase {
  kind: 'pointer-diff';
  left: Expr;
  right: Expr;
  scale: number | Expr;
}

/** `&&` and `||` on any scalars; int. */
export interface LogicalExpr extends ExprBase {
  kind: 'logical';
  op: '&&' | '||';
  left: Expr;
  right: Expr;
}

/** Both arms have the type of the whole, void and records included. */
export interface ConditionalExpr extends ExprBase {
  kind: 'conditional';
  test: Expr;
  then: Expr;
  else: Expr;
}

/** `value ?: otherwise`: value is evaluated once; if true the result is `then`, in which `held` stands for it. */
export interface ElvisExpr extends ExprBase {
  kind: 'elvis';
  value: Expr;
  then: Expr;
  else: Expr;
  held: HeldExpr;
}

export interface HeldExpr extends ExprBase {
  kind: 'held';
}

/** The value has the target's type. The result is the value stored (of a bit-field: as it would be read back). */
export interface AssignExpr extends ExprBase {
  kind: 'assign';
  target: Expr;
  value: Expr;
  /** The target is _Atomic: store with seq_cst. */
  atomic?: boolean;
}

/**
 * target op= value: target is read, converted to `computation`, combined, converted back and stored; it is evaluated
 * once. `value` has the computation type (the count of a shift its own). When the target is a pointer, computation
 * is that pointer type, op is + or -, and value is a ptrdiff_t to be multiplied by `scale`.
 */
export interface AssignOpExpr extends ExprBase {
  kind: 'assign-op';
  op: ArithmeticOp;
  target: Expr;
  value: Expr;
  computation: CType;
  scale: number | Expr;
  /** The target is _Atomic: one indivisible step, seq_cst. */
  atomic?: boolean;
}

/** ++ and --; pointers move by `scale` bytes, numbers by 1. */
export interface IncDecExpr extends ExprBase {
  kind: 'inc-dec';
  op: '+' | '-';
  prefix: boolean;
  target: Expr;
  scale: number | Expr;
  atomic?: boolean;
}

/** `&`: of an lvalue or a function. */
export interface AddressExpr extends ExprBase {
  kind: 'address';
  operand: Expr;
}

/** `*`, `->` and `[]`: the lvalue a pointer points at. Of function type it is a designator. */
export interface DerefExpr extends ExprBase {
  kind: 'deref';
  operand: Expr;
}

/**
 * A member of an lvalue (an lvalue), or of a record value such as a call's. Anonymous members are steps of their own;
 * so are the parts of a complex number.
 */
export interface MemberExpr extends ExprBase {
  kind: 'member';
  base: Expr;
  field: Field;
}

export interface CallExpr extends ExprBase {
  kind: 'call';
  /** A pointer to function; `decay` of `func` for a direct call. */
  callee: Expr;
  signature: FunctionType;
  /** Converted to the parameters' types; beyond those promoted. */
  args: Expr[];
}

export interface CommaExpr extends ExprBase {
  kind: 'comma';
  left: Expr;
  right: Expr;
}

/** `({ ... })`: the value is that of the last item when it is an expression statement. */
export interface StatementExpr extends ExprBase {
  kind: 'statement';
  body: Block;
}

/** `(type){ ... }`: an lvalue. Inside functions `variable` is a local that is initialised each time. */
export interface CompoundLiteral extends ExprBase {
  kind: 'compound';
  variable: Variable;
}

/** `&&label`. */
export interface LabelAddress extends ExprBase {
  kind: 'label-address';
  label: Label;
}

/**
 * A builtin that is more than a function: see sema/builtins.ts for ids and what each takes. Those that are functions
 * of the library under another name (`__builtin_memcpy`) are calls to it.
 */
export interface BuiltinExpr extends ExprBase {
  kind: 'builtin';
  id: string;
  args: Expr[];
}

export type AtomicOp =
  | 'load'
  | 'store'
  | 'exchange'
  | 'compare-exchange'
  /** Answers the old value. */
  | 'fetch-add'
  | 'fetch-sub'
  | 'fetch-and'
  | 'fetch-or'
  | 'fetch-xor'
  | 'fetch-nand'
  /** Answers the new value. */
  | 'add-fetch'
  | 'sub-fetch'
  | 'and-fetch'
  | 'or-fetch'
  | 'xor-fetch'
  | 'nand-fetch'
  | 'test-and-set'
  | 'clear'
  /** Old value answered (`value` form) or whether it was equal (`bool` form): the __sync pair. */
  | 'sync-compare-swap-value'
  | 'sync-compare-swap-bool'
  | 'thread-fence'
  | 'signal-fence';

/**
 * An atomic access. Operands by op: load (pointer); store, exchange, fetch-*, *-fetch (pointer, value);
 * compare-exchange (pointer, pointer to expected, desired), which answers _Bool; sync-compare-swap-* (pointer, old,
 * new); test-and-set, clear (pointer); fences none. Values have the type `object`. Pointers are not scaled: the
 * front end has multiplied.
 */
export interface AtomicExpr extends ExprBase {
  kind: 'atomic';
  op: AtomicOp;
  object: CType;
  args: Expr[];
  /** 0 relaxed to 5 seq_cst; not known at compile time is taken as seq_cst. */
  order: number;
  weak?: boolean;
}

export interface VaArgExpr extends ExprBase {
  kind: 'va-arg';
  /** Address of the va_list's one element. */
  list: Expr;
}

/** Stands where the source is wrong; never in a tree without errors. */
export interface ErrorExpr extends ExprBase {
  kind: 'error';
}

// ---- Initialisers -------------------------------------------------------------------------------------------------

/** What is not mentioned is zero. Items are in the order to evaluate; a later one replaces an earlier at its place. */
export interface Initializer {
  items: InitItem[];
}

/** A value at an offset of the object. A `string` value fills an array: as many bytes as fit `type`, then zeros. */
export interface InitItem {
  offset: number;
  field?: Field;
  type: CType;
  value: Expr;
}

/** The image of a static object. */
export interface StaticData {
  /** As long as the object (longer than its type for a flexible member). Undefined: all zero. */
  bytes: Uint8Array | undefined;
  size: number;
  relocations: StaticRelocation[];
}

/** `size` bytes at `offset` hold the address of target plus addend, or the difference of two labels. */
export interface StaticRelocation {
  offset: number;
  size: number;
  target: Variable | FunctionSymbol | StringLiteral | Label;
  addend: number;
  minus?: Label;
}

// ---- Symbols ------------------------------------------------------------------------------------------------------

export type Visibility = 'default' | 'hidden' | 'protected' | 'internal';

interface SymbolBase extends Node {
  name: string;
  /** The name the assembler sees: an asm label's, or `name`; block statics get a suffix. */
  asmName: string;
  linkage: 'none' | 'internal' | 'external';
  section?: string;
  weak: boolean;
  /** Another symbol this is a name of. */
  alias?: string;
  visibility: Visibility;
  /** Mentioned in an expression that is evaluated. */
  referenced: boolean;
  /** `__attribute__((used))`: kept though nobody mentions it. */
  keep: boolean;
  /** `__attribute__((unused))`. */
  unused: boolean;
  deprecated?: string;
}

export interface Variable extends SymbolBase {
  kind: 'variable';
  type: CType;
  storage: 'auto' | 'register' | 'static' | 'parameter';
  /** Alignment in bytes, by type, _Alignas and `aligned`. */
  align: number;
  threadLocal: boolean;
  /** For static storage: true where this unit has the definition (tentative ones become definitions at its end). */
  defined: boolean;
  /** A tentative definition, which -fcommon would make common. */
  tentative: boolean;
  /** `&`, decay of an array, or asm with a memory constraint was applied to it. */
  addressTaken: boolean;
  /** Register named by `register T v asm("rax")`. */
  register?: string;
  /** Initialiser of an automatic object. */
  init?: Initializer;
  /** Image of a static object; present when `defined`. */
  data?: StaticData;
  /** Called with its address when it goes out of scope. */
  cleanup?: FunctionSymbol;
  /** The front end made it: the size of a variable-length array, `__func__`. */
  hidden: boolean;
}

export interface FunctionSymbol extends SymbolBase {
  kind: 'function';
  type: FunctionType;
  inline: boolean;
  /** With a body: whether the unit must give an external definition (C11 6.7.4, gnu_inline). */
  emit: boolean;
  noreturn: boolean;
  alwaysInline: boolean;
  noinline: boolean;
  /** Its body is assembly alone, and the compiler adds nothing to it. */
  naked?: boolean;
  pure: boolean;
  const: boolean;
  malloc: boolean;
  returnsTwice: boolean;
  /** Alignment in bytes that `aligned` asks for. */
  align?: number;
  /** Priority of `constructor` and `destructor`; 65535 when none is given. */
  onStart?: number;
  onExit?: number;
  addressTaken: boolean;
  /** Address is a resolver's result (`ifunc`). */
  ifunc?: string;
  /** The function it is nested in. */
  outer?: FunctionSymbol;
  /** Functions are nested in it. */
  hasNested?: boolean;
  body?: FunctionBody;
}

export interface FunctionBody {
  params: Variable[];
  /** Automatic objects, hidden ones and compound literals included; block statics are in `unit.variables`. */
  locals: Variable[];
  labels: Label[];
  block: Block;
  /** Token of the closing brace. */
  end: number;
  /** alloca or a variable-length array is used. */
  movesStack: boolean;
  /** K&R definition: parameters arrive promoted. */
  oldStyle: boolean;
}

export interface Label {
  kind: 'label';
  name: string;
  /** Number in the function. */
  id: number;
  at: number;
  addressTaken: boolean;
  /** The function it is in. */
  func: FunctionSymbol;
  /** A function nested in that one jumps to it. */
  fromNested?: boolean;
}

// ---- Statements ---------------------------------------------------------------------------------------------------

export type Stmt =
  | Block
  | ExprStmt
  | DeclStmt
  | VlaStmt
  | IfStmt
  | WhileStmt
  | DoStmt
  | ForStmt
  | SwitchStmt
  | CaseStmt
  | LabelStmt
  | GotoStmt
  | ComputedGotoStmt
  | BreakStmt
  | ContinueStmt
  | ReturnStmt
  | AsmStmt
  | EmptyStmt;

export interface Block extends Node {
  kind: 'block';
  items: Stmt[];
  /** Declares a variable-length array itself: the stack pointer is put back on every way out. */
  vla: boolean;
  /** Objects of this block with `cleanup`, in order of declaration. */
  cleanups: Variable[];
  end: number;
}

export interface ExprStmt extends Node {
  kind: 'expr';
  expr: Expr;
}

/** An automatic object comes into being here: it is initialised, or its variable-length storage is taken. */
export interface DeclStmt extends Node {
  kind: 'decl';
  variable: Variable;
}

/** Sets `type.vla.size` to the size in bytes; comes before the declarations that need it. */
export interface VlaStmt extends Node {
  kind: 'vla';
  size: Variable;
  value: Expr;
}

/** Conditions are scalars, to be compared with zero. */
export interface IfStmt extends Node {
  kind: 'if';
  test: Expr;
  then: Stmt;
  else?: Stmt;
}

export interface WhileStmt extends Node {
  kind: 'while';
  test: Expr;
  body: Stmt;
}

export interface DoStmt extends Node {
  kind: 'do';
  body: Stmt;
  test: Expr;
}

/** Declarations of the first clause are in `init`. */
export interface ForStmt extends Node {
  kind: 'for';
  init: Stmt[];
  /** As in Block: a variable of the first clause has variable length, or a cleanup. */
  vla: boolean;
  cleanups: Variable[];
  test?: Expr;
  step?: Expr;
  body: Stmt;
}

/** The value is promoted; the cases lie somewhere in the body. */
export interface SwitchStmt extends Node {
  kind: 'switch';
  value: Expr;
  body: Stmt;
  cases: CaseStmt[];
}

/** `case low ... high:` or, without them, `default:`. Values have the type of the switch. */
export interface CaseStmt extends Node {
  kind: 'case';
  low?: bigint;
  high?: bigint;
  /** The statement that is labelled. */
  body: Stmt;
}

export interface LabelStmt extends Node {
  kind: 'label';
  label: Label;
  body: Stmt;
}

export interface GotoStmt extends Node {
  kind: 'goto';
  label: Label;
}

export interface ComputedGotoStmt extends Node {
  kind: 'computed-goto';
  target: Expr;
}

export interface BreakStmt extends Node {
  kind: 'break';
}

export interface ContinueStmt extends Node {
  kind: 'continue';
}

/** The value has the function's return type. */
export interface ReturnStmt extends Node {
  kind: 'return';
  value?: Expr;
}

export interface EmptyStmt extends Node {
  kind: 'empty';
  /** `__attribute__((fallthrough));` */
  fallthrough?: boolean;
}

// ---- Inline assembly ----------------------------------------------------------------------------------------------

export interface AsmStmt extends Node {
  kind: 'asm';
  volatile: boolean;
  inline: boolean;
  /** Basic asm: the template is text as it stands, % means nothing. */
  basic: boolean;
  template: AsmPart[];
  outputs: AsmOperand[];
  inputs: AsmOperand[];
  /** Register names without `%`, `cc`, `memory`. */
  clobbers: string[];
  /** Of asm goto; operands number on after the inputs. */
  labels: { name: string; label: Label }[];
  goto: boolean;
}

export type AsmPart =
  | { kind: 'text'; text: string }
  /** `%b0`, `%[name]`, `%l2`: number counts outputs, inputs, then labels. */
  | { kind: 'operand'; number: number; modifier: string }
  /** `%=`: a number of its own for each asm put out. */
  | { kind: 'unique' }
  /** `{att|intel}`: one list of parts for each dialect. */
  | { kind: 'dialect'; choices: AsmPart[][] };

export interface AsmOperand extends Node {
  name?: string;
  constraint: Constraint;
  /** An lvalue for outputs and for inputs that only memory can hold; else a value. */
  expr: Expr;
}

export interface Constraint {
  text: string;
  output: boolean;
  /** `+` */
  readWrite: boolean;
  /** Condition code of `=@cc`: `z`, `nae`, ... */
  flag?: string;
  /** One for each alternative between commas. */
  alternatives: ConstraintAlternative[];
}

export interface ConstraintAlternative {
  /** `&` */
  earlyClobber: boolean;
  /** `%` */
  commutative: boolean;
  /** Number of the operand it must match. */
  matches?: number;
  /** Letters and two-letter names in order: r, m, i, n, g, a, S, x, Yz, ... */
  letters: string[];
}

// ---- A whole unit -------------------------------------------------------------------------------------------------

/** Top-level asm. */
export interface FileAsm extends Node {
  text: string;
}

/** Types a debugger may want, with the names given to them. */
export interface Typedef extends Node {
  name: string;
  type: CType;
}

export interface Unit {
  tokens: Tokens;
  /** Variables of static storage, block statics and file-scope compound literals included, in order of appearance. */
  variables: Variable[];
  functions: FunctionSymbol[];
  strings: StringLiteral[];
  asms: FileAsm[];
  records: RecordType[];
  typedefs: Typedef[];
}
