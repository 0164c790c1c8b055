/** Reads statements: definitions of functions, assignments, loops, and what is left. Other blocks are a part of what is around them. */

import { parametersIn } from './expression-parts.ts';
import { type Expression, pathOf, type Statement } from './expressions.ts';
import { type Grammar, parseExpression } from './parse-expression.ts';
import type { Syntax } from './syntax.ts';
import { TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

/** Words that are not part of a name that is declared or assigned. */
const DECLARES =
  /^(?:const|let|var|val|final|static|public|private|protected|internal|async|export|default|pub|mut|override|readonly|local|suspend)$/;
const CONTROLS =
  /^(?:if|else|elif|elsif|elseif|while|switch|when|match|catch|except|try|with|using|lock|synchronized|guard|unless|until|do|finally|begin|rescue|ensure|case|class|struct|impl|module|namespace|interface|object|enum|loop|unsafe|foreach|for)$/;

/** Reads all statements. */
export function parseStatements(tokens: readonly Token[], syntax: Syntax): readonly Statement[] {
  const grammar: Grammar = {
    ...syntax,
    blockOf: (reader, endsWithValue) => blockOf(reader, grammar, endsWithValue),
  };
  return statementsIn(new TokenReader(tokens), grammar);
}

function statementsIn(reader: TokenReader, syntax: Grammar, endsWithValue = false): readonly Statement[] {
  const made: Statement[] = [];
  while (!reader.isAtEnd) made.push(...reader.nested(() => statementAt(reader, syntax), []));
  const last = made.at(-1);
  // The last value of a closure is what it returns.
  return endsWithValue && last?.is === 'do' ? [...made.slice(0, -1), { ...last, is: 'return' }] : made;
}

/** Reads a block, whose brace may be next. */
function blockOf(reader: TokenReader, syntax: Grammar, endsWithValue = false): readonly Statement[] {
  const inside = reader.isMark('{') ? reader.inBrackets() : reader;
  return statementsIn(inside, syntax, endsWithValue || syntax.blocks === 'ends' || syntax.returnsLast);
}

function statementAt(reader: TokenReader, syntax: Grammar): readonly Statement[] {
  reader.skipLines();
  if (reader.takes(';') || reader.takes('}') || reader.takes(')') || reader.isAtEnd) return [];
  if (reader.isMark('{')) return blockOf(reader, syntax);
  const declared = syntax.namesBeforeTypes ? declarationAt(reader) : null;
  if (declared !== null) return [declared];
  while (reader.isName(DECLARES) && reader.peek(1).kind === 'name') reader.take();
  const { line } = reader.peek();
  if (reader.isName(/^(?:for|foreach|forEach)$/)) return loopAt(reader, syntax);
  const defined = definitionAt(reader, syntax);
  if (defined !== null) return [defined];
  if (reader.takesName(/^return$/)) return [{ is: 'return', value: parseExpression(reader, syntax), line }];
  if (reader.isName(CONTROLS)) return controlAt(reader, syntax);
  const assigned = assignmentAt(reader, syntax);
  if (assigned !== null) return assigned;
  const before = reader.left;
  const value = parseExpression(reader, syntax);
  if (reader.left === before) reader.take();
  return value.is === 'other' && value.parts.length === 0 ? [] : [{ is: 'do', value, line }];
}

/** Reads a variable of Go that is declared without a value, which is empty. */
function declarationAt(reader: TokenReader): Statement | null {
  if (!reader.isName(/^var$/) || reader.peek(1).kind !== 'name' || reader.isMark('=', 2)) return null;
  const whole = reader.upTo(({ kind, text }) => kind === 'line' || text === '=');
  const [, name] = whole.rest();
  if (name === undefined || reader.peek(-1).kind !== 'line') return null;
  const { text, line } = name;
  return { is: 'assign', target: text, key: null, adds: false, value: { is: 'list', items: [], line }, line };
}

/** Reads the head of a block, such as a condition, whose calls count too. */
function controlAt(reader: TokenReader, syntax: Grammar): readonly Statement[] {
  const { line } = reader.take();
  const head = reader.upTo(({ kind, text }) => kind === 'line' || text === '{' || text === ';');
  if (head.isAtEnd) return takenBlock(reader, syntax);
  // After a condition in parentheses, a statement may follow on the line.
  const condition = head.isMark('(') ? head.inBrackets() : head;
  const found = assignmentAt(condition, syntax) ?? [
    { is: 'do', value: parseExpression(condition, syntax), line } as const,
  ];
  return [...found, ...statementsIn(head, syntax), ...takenBlock(reader, syntax)];
}

/** Whether the mark that ended the head of a block was its brace, which was taken. */
const isBlockTaken = (reader: TokenReader): boolean => reader.peek(-1).text === '{';

/** Reads a block whose brace was taken; nothing if there is none. */
function takenBlock(reader: TokenReader, syntax: Grammar): readonly Statement[] {
  if (!isBlockTaken(reader)) return [];
  return statementsIn(
    reader.upTo(({ text, kind }) => kind === 'mark' && text === '}'),
    syntax,
  );
}

function loopAt(reader: TokenReader, syntax: Grammar): readonly Statement[] {
  const { line } = reader.take();
  const whole = reader.isMark('(')
    ? reader.inBrackets()
    : reader.upTo(({ kind, text }) => kind === 'line' || (kind === 'mark' && text === '{'));
  const isTaken = isBlockTaken(reader);
  const first = whole.upTo(({ kind, text }) => /^(?:in|of|as|range|:)$/.test(text) && kind !== 'string');
  const isTurned = whole.peek(-1).text === 'as';
  if (!isTaken && reader.isMark('{', 1)) reader.skipLines();
  const body = isTaken ? takenBlock(reader, syntax) : statementAt(reader, syntax);
  if (whole.isAtEnd) return [...statementsIn(first, syntax), ...body];
  const [of, names] = isTurned ? [first, whole] : [whole, first];
  return [{ is: 'loop', of: parseExpression(of, syntax), names: declaredIn(names, isTurned), body, line }];
}

/** Returns the names of a loop without their types. */
function declaredIn(reader: TokenReader, isTurned: boolean): readonly string[] {
  const names = reader.names().filter((name) => !DECLARES.test(name) && name !== '_' && name !== 'range');
  const isTyped = !isTurned && !reader.rest().some(({ text }) => text === ',' || text === '(');
  return isTyped ? names.slice(-1) : names;
}

/** Reads the definition of a function in any of the languages; `null` if there is none. */
function definitionAt(reader: TokenReader, syntax: Grammar): Statement | null {
  const open = openingOfParameters(reader);
  if (open === null) return null;
  const { line, text: name } = reader.peek(open - 1);
  const close = reader.closing(open);
  if (close === null || reader.isName(CONTROLS)) return null;
  const start = startOfBody(reader, close + 1);
  if (start === null || (open < 2 && !reader.isMark('{', start))) return null;
  reader.part(open);
  const names = parametersIn(reader.inBrackets(), syntax);
  reader.part(start - close - 1);
  const isValue = reader.takesMark(/^=>?$/);
  const body: readonly Statement[] = isValue
    ? [{ is: 'return', value: parseExpression(reader, syntax), line }]
    : blockOf(reader, syntax);
  return { is: 'define', name, names, body, line };
}

/** Returns the place of the parenthesis after a name that may be defined; only names, types, and dots are before it. */
function openingOfParameters(reader: TokenReader): number | null {
  // A method of Go has its receiver before the name.
  const from = reader.isName(/^func$/) && reader.isMark('(', 1) ? (reader.closing(1) ?? 0) + 1 : 0;
  for (let ahead = from; ahead < from + 16; ahead++) {
    const { kind, text } = reader.peek(ahead);
    if (text === '(' && kind === 'mark') return ahead > from && reader.peek(ahead - 1).kind === 'name' ? ahead : null;
    if (kind !== 'name' && !(kind === 'mark' && /^[[\].?,]$/.test(text))) return null;
  }
  return null;
}

/** Returns where the body begins after the parameters: types and what a function throws are between them. */
function startOfBody(reader: TokenReader, from: number): number | null {
  for (let ahead = from; ahead < from + 24; ahead++) {
    const { kind, text } = reader.peek(ahead);
    if (kind === 'mark' && /^(?:\{|=>?)$/.test(text)) return ahead;
    if (kind === 'line' && reader.isMark('{', ahead + 1)) continue;
    if (text === '(' && kind === 'mark') ahead = reader.closing(ahead) ?? ahead;
    else if (kind !== 'name' && !(kind === 'mark' && /^(?:->|:|::|[[\].?,&*|])$/.test(text))) return null;
  }
  return null;
}

/** Reads an assignment, also to several names; `null` if the statement is none. */
function assignmentAt(reader: TokenReader, syntax: Grammar): readonly Statement[] | null {
  let depth = 0;
  for (let ahead = 0; ahead < 40; ahead++) {
    const { kind, text } = reader.peek(ahead);
    if (kind === 'line' || (kind === 'mark' && depth === 0 && /^(?:;|\{|\}|\?|=>|==+|&&)$/.test(text))) return null;
    if (kind === 'mark' && /^[([]$/.test(text)) depth++;
    if (kind === 'mark' && /^[)\]]$/.test(text)) depth--;
    if (depth < 0) return null;
    const isJoining = /^(?:\+=|\.=)$/.test(text) || (text === '<<' && syntax.blocks === 'ends');
    if (kind !== 'mark' || depth > 0 || !(isJoining || text === '=' || text === ':=')) continue;
    const left = reader.part(ahead);
    const { line } = reader.take();
    reader.skipLines();
    const targets = targetsOf(left, syntax);
    const values = [parseExpression(reader, syntax)];
    while (values.length < targets.length && reader.takes(',')) values.push(parseExpression(reader, syntax));
    const [first] = values;
    return targets.flatMap((target, index) => {
      const value = values.length === targets.length ? values[index] : first;
      return value === undefined ? [] : [{ is: 'assign' as const, adds: isJoining, ...target, value, line }];
    });
  }
  return null;
}

interface Target {
  readonly target: string;
  readonly key: Expression | null;
  /** Set if the target gets one more item, as in `$pairs[] = $pair`. */
  readonly adds?: true;
}

function targetsOf(left: TokenReader, syntax: Grammar): readonly Target[] {
  const targets: Target[] = [];
  while (!left.isAtEnd) {
    const one = left.upTo(({ text }) => text === ',');
    const typed = one.rest().findIndex(({ kind, text }) => kind === 'mark' && text === ':');
    const named = typed > 0 ? one.part(typed) : one;
    // In front of the name is its type.
    while (named.peek().kind === 'name' && (named.peek(1).kind === 'name' || isArrayType(named))) {
      named.take();
      while (named.isMark('[') && named.isMark(']', 1)) named.part(2);
    }
    const expression = parseExpression(named, syntax);
    const [of, key] = expression.is === 'index' ? [expression.of, expression.at[0] ?? null] : [expression, null];
    const target = pathOf(of);
    const isAdding = expression.is === 'index' && key === null;
    if (target !== null && target !== '_') targets.push({ target, key, ...(isAdding ? { adds: true } : {}) });
  }
  return targets;
}

const isArrayType = (reader: TokenReader): boolean =>
  reader.isMark('[', 1) && reader.isMark(']', 2) && reader.peek(3).kind === 'name';
