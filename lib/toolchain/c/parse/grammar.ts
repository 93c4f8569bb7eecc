import { declaration, staticAssert } from './declaration';
import { typeName } from './declarator';
import { assignment, constantExpression, expression } from './expression';
import { compoundLiteral } from './initializer';
import type { Grammar } from './parser';
import { enumSpecifier, recordSpecifier } from './record';
import { blockStatement } from './statement';

/** C's grammar, whose parts call each other through the parser. */
export const GRAMMAR: Grammar = {
  expression,
  assignment,
  constantExpression,
  typeName,
  recordSpecifier,
  enumSpecifier,
  compoundLiteral,
  blockStatement,
  declaration,
  staticAssert,
};
