/** Divides code into names, strings, numbers, and marks. Blocks have braces afterward in all languages. */
import type { Syntax } from './syntax.ts';

/** A part of a string: its text, or the tokens of an expression in it. */
export type StringPart = string | readonly Token[];

export interface Token {
  /** `line` is a line ending that ends a statement. */
  readonly kind: 'name' | 'number' | 'string' | 'mark' | 'line';
  /** The name without the mark of a variable; empty for a string. */
  readonly text: string;
  readonly parts: readonly StringPart[];
  /** The number of its line, counted from 1. */
  readonly line: number;
  /** The column of the first token of its line. */
  readonly indent: number;
}

const SPACE = /[ \t\r\f]+|\\\r?\n/y;
const LINE = /\n/y;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]{0,4096}?\*\//y;
const HASH_COMMENT = /#(?![{[!])[^\n]*|#!\/[^\n]*/y;
const OPENING = /([A-Za-z@$]{0,3}#?)("""|'''|"|'|`)/y;
/** Matches a regular expression, which is only where a value begins. */
const PATTERN = /\/(?![*/])((?:\\.|\[(?:\\.|[^\]\n\\])*\]|[^/\n\\[])+)\/[a-z]*/y;
const NUMBER = /\d[\w.]*/y;
const NAME = /[$@&]?[A-Za-z_][\w]*!?(?![=\w])|[$@&]?[A-Za-z_]\w*|\$\d/y;
const MARK = /::|\?\.|!!\.|!\.|->|=>|:=|\+=|\.=|<<=?|==+|!==?|<=|>=|&&|\|\||\?\?=?|\?:|\.\.\.?|[\s\S]/y;
/** Matches the arguments of types, which say nothing of values: `Hmac::<Sha256>::new`, `new TreeMap<String, String>()`. */
const TYPE_ARGUMENTS = /(?<=\w)(?:::)?(?:<>|<[A-Za-z][\w\s,.?&:[\]<>']{0,80}?>+)(?=\s*(?:[({.:>,)\w[;=]|$))/gm;
/** Matches conversions of Go, such as `[]byte(`. */
const SLICE_OF = /\[\]byte(?=\()/g;
/** Matches the types of collections before their items: `[]string{`, `map[string]string{`, `new string[] {`. */
const TYPE_OF_ITEMS = /(?:\bmap\[\w+\]|\[\])(?:\[\])?\w+(?=\{)|\bnew \w*\[\](?=\s*\{)/g;

/** Divides a text. Strings that do not end on their line are marks, as apostrophes in prose are. */
export function tokensOf(text: string, syntax: Syntax): readonly Token[] {
  const plain = text
    .replace(TYPE_ARGUMENTS, (found) => found.replace(/[^\n]/g, ' ').replace(/ +$/, ''))
    .replace(SLICE_OF, 'bytes_')
    .replace(TYPE_OF_ITEMS, '');
  return withBraces(new Lexer(plain, syntax).read(), syntax);
}

class Lexer {
  private at = 0;
  private line = 1;
  private indent = 0;
  private readonly open: string[] = [];
  private readonly made: Token[] = [];
  private readonly unclosed = new Map<string, number>();
  private readonly text: string;
  private readonly syntax: Syntax;

  constructor(text: string, syntax: Syntax) {
    this.text = text;
    this.syntax = syntax;
  }

  read(): readonly Token[] {
    while (this.at < this.text.length) this.step();
    return this.made;
  }

  private step(): void {
    if (this.match(LINE)) this.endLine();
    else if (this.match(SPACE) || this.match(COMMENT)) return;
    else if (this.syntax.hashComments && this.match(HASH_COMMENT)) return;
    else if (!this.string() && !this.pattern()) this.word();
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null || found[0] === '') return null;
    this.at += found[0].length;
    if (pattern !== LINE) this.line += linesIn(found[0]);
    return found;
  }

  /** Ends a statement, unless brackets are open, or an operator is before or after the line ending. */
  private endLine(): void {
    const line = this.line++;
    const next = this.text.slice(this.at, this.at + 200);
    this.indent = /^[ \t]*/.exec(next)?.[0].length ?? 0;
    const bracket = this.open.at(-1);
    const last = this.made.at(-1);
    if (bracket === '(' || bracket === '[' || last === undefined || last.kind === 'line') return;
    if (last.kind === 'mark' && /^(?:[+.,=?]|\+=|:=|=>|->|&&|\|\|)$/.test(last.text)) return;
    if (/^\s*(?:\??\.\w|->\w|\+[^+]|\? |: |\|\||&&|\?\?)/.test(next)) return;
    if (this.syntax.joins.test('.') && /^\s*\. /.test(next)) return;
    this.push('line', '\n', [], line);
  }

  private push(kind: Token['kind'], text: string, parts: readonly StringPart[] = [], line = this.line): void {
    this.made.push({ kind, text, parts, line, indent: this.indent });
  }

  private word(): void {
    const number = this.match(NUMBER);
    const name = number ? null : this.match(NAME);
    if (number) this.push('number', number[0]);
    else if (name) this.push('name', name[0].replace(/^[@&]|^\$(?!\d)/, ''));
    else this.mark(this.match(MARK)?.[0] ?? '');
  }

  private mark(mark: string): void {
    if (/^[([{]$/.test(mark) && this.open.length >= DEEPEST) return;
    if (/^[([{]$/.test(mark)) this.open.push(mark);
    if (/^[)\]}]$/.test(mark)) this.open.pop();
    this.push('mark', mark);
  }

  /** Reads a regular expression, which becomes a string with its source. */
  private pattern(): boolean {
    const last = this.made.at(-1);
    const isFirst = last?.kind === 'mark' && /^[(,=:]$/.test(last.text);
    const found = isFirst ? this.match(PATTERN) : null;
    if (found === null) return false;
    this.push('string', '', [found[1] ?? '']);
    return true;
  }

  private string(): boolean {
    OPENING.lastIndex = this.at;
    const [whole = '', prefix = '', mark = ''] = OPENING.exec(this.text) ?? [];
    if (whole === '' || (mark === "'" && prefix === '' && /\w/.test(this.text.charAt(this.at - 1)))) return false;
    const from = this.at + whole.length;
    const isRaw = matches(this.syntax.raw, prefix + mark);
    const end = this.closing(from, mark, isRaw);
    if (end === null) return false;
    const content = this.text.slice(from, end);
    const isFilled = matches(this.syntax.filled, prefix + mark);
    const parts = isFilled ? this.filledParts(content) : [isRaw ? content : unescaped(content)];
    const line = this.line;
    this.at = end + mark.length;
    this.line += linesIn(content);
    this.push('string', '', parts, line);
    return true;
  }

  /** Returns where a string ends. Where no end was found once, there is none for a string that begins later either. */
  private closing(from: number, mark: string, isRaw: boolean): number | null {
    if (from < (this.unclosed.get(mark) ?? 0)) return null;
    let at = from;
    for (; at < this.text.length && at < from + MOST; at++) {
      if (this.text.startsWith(mark, at)) return at;
      const character = this.text.charAt(at);
      if (character === '\\' && !isRaw) at++;
      else if (character === '\n' && mark.length === 1 && mark !== '`' && !this.syntax.joins.test('.')) break;
    }
    this.unclosed.set(mark, at);
    return null;
  }

  /** Divides a string into its texts and its expressions. */
  private filledParts(content: string): readonly StringPart[] {
    const parts: StringPart[] = [];
    const hole = new RegExp(this.syntax.hole.source, 'g');
    let from = 0;
    for (let found = hole.exec(content); found !== null; found = hole.exec(content)) {
      const name = found.groups?.name;
      const end = name === undefined ? endOfHole(content, hole.lastIndex) : hole.lastIndex;
      const inner = name ?? content.slice(hole.lastIndex, end - 1);
      parts.push(unescaped(content.slice(from, found.index)), this.tokensIn(inner));
      from = hole.lastIndex = end;
    }
    return [...parts, unescaped(content.slice(from))];
  }

  private tokensIn(inner: string): readonly Token[] {
    return new Lexer(inner, this.syntax).read().map((token) => ({ ...token, line: token.line + this.line - 1 }));
  }
}

/** The most bytes of a string, and the deepest brackets: the rest of deeper ones is left out. */
const MOST = 4_096;
const DEEPEST = 64;

const linesIn = (text: string): number => text.split('\n').length - 1;
const matches = (pattern: RegExp, text: string): boolean => new RegExp(`^(?:${pattern.source})$`).test(text);

/** Returns the offset after the bracket that closes an expression in a string. */
function endOfHole(content: string, from: number): number {
  let depth = 1;
  let at = from;
  for (; at < content.length && depth > 0; at++) {
    if (/[({[]/.test(content.charAt(at))) depth++;
    else if (/[)}\]]/.test(content.charAt(at))) depth--;
  }
  return at;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };
const unescaped = (content: string): string =>
  content.replace(/\\([\s\S])/g, (_, character: string) => ESCAPES[character] ?? character);

/** Puts braces where a language has indentation, or words and `end`. */
function withBraces(tokens: readonly Token[], { blocks }: Syntax): readonly Token[] {
  if (blocks === 'braces') return tokens;
  return blocks === 'indents' ? bracesByIndent(tokens) : bracesByEnd(tokens);
}

const brace = (text: '{' | '}', { line, indent }: Token): Token => ({ kind: 'mark', text, parts: [], line, indent });

const OF_BLOCK = /^(?:def|for|if|elif|else|with|try|except|finally|while|class|async)$/;

function bracesByIndent(tokens: readonly Token[]): readonly Token[] {
  const made: Token[] = [];
  const open: number[] = [];
  const heads = linesOf(tokens);
  for (const line of heads) {
    const [first] = line;
    if (first === undefined) continue;
    while (open.length > 0 && first.indent <= (open.at(-1) ?? 0)) {
      open.pop();
      made.push(brace('}', first));
    }
    const colon = OF_BLOCK.test(first.text) ? colonOf(line) : -1;
    if (colon < 0) made.push(...line);
    else {
      made.push(...line.slice(0, colon), brace('{', first), ...line.slice(colon + 1));
      if (line.slice(colon + 1).every(({ kind }) => kind === 'line')) open.push(first.indent);
      else made.push(brace('}', first));
    }
  }
  const last = tokens.at(-1);
  return last === undefined ? made : [...made, ...open.map(() => brace('}', last))];
}

/** Returns how much deeper in brackets the tokens after this one are. */
export const nestingOf = ({ kind, text }: Token): -1 | 0 | 1 =>
  kind !== 'mark' ? 0 : /^[({[]$/.test(text) ? 1 : /^[)}\]]$/.test(text) ? -1 : 0;

/** Returns the index of the colon that ends the head of a block: the first one outside brackets. */
function colonOf(line: readonly Token[]): number {
  let depth = 0;
  return line.findIndex((token) => {
    depth += nestingOf(token);
    return token.kind === 'mark' && token.text === ':' && depth === 0;
  });
}

function bracesByEnd(tokens: readonly Token[]): readonly Token[] {
  return linesOf(tokens).flatMap((line) => {
    const [first] = line;
    if (first === undefined) return [];
    const inner = line.map((token) => {
      if (token.kind !== 'name') return token;
      return token.text === 'do' ? brace('{', token) : token.text === 'end' ? brace('}', token) : token;
    });
    const opens = /^(?:def|if|unless|while|until|case|begin|class|module)$/.test(first.text);
    return opens ? [...inner.filter(({ kind }) => kind !== 'line'), brace('{', first)] : inner;
  });
}

function linesOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]];
  for (const token of tokens) {
    lines.at(-1)?.push(token);
    if (token.kind === 'line') lines.push([]);
  }
  return lines;
}
