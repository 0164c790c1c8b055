/** Reads tokens one after the other. */
import { nestingOf, type Token } from './tokens.ts';

const DEEPEST = 128;
const END: Token = { kind: 'line', text: '', parts: [], line: 0, indent: 0 };

export class TokenReader {
  private at = 0;
  private readonly tokens: readonly Token[];
  private depth: number;

  constructor(tokens: readonly Token[], depth = 0) {
    this.tokens = tokens;
    this.depth = depth;
  }

  /** Reads a part that is in others. Where parts are deeper than in any real code, all tokens are left out. */
  nested<Read>(read: () => Read, otherwise: Read): Read {
    if (this.depth >= DEEPEST) {
      this.at = this.tokens.length;
      return otherwise;
    }
    this.depth++;
    const made = read();
    this.depth--;
    return made;
  }

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length;
  }

  /** The number of tokens that are left. */
  get left(): number {
    return Math.max(0, this.tokens.length - this.at);
  }

  /** Returns a token without taking it. */
  peek(ahead = 0): Token {
    return this.tokens[this.at + ahead] ?? END;
  }

  take(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  isMark(text: string, ahead = 0): boolean {
    const { kind, text: found } = this.peek(ahead);
    return kind === 'mark' && found === text;
  }

  isName(pattern: RegExp, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'name' && pattern.test(text);
  }

  /** Takes the mark, if it is next. */
  takes(text: string): boolean {
    const isNext = this.isMark(text);
    if (isNext) this.at++;
    return isNext;
  }

  takesMark(pattern: RegExp): boolean {
    return pattern.test(this.peek().text) && this.takes(this.peek().text);
  }

  takesName(pattern: RegExp): boolean {
    const isNext = this.isName(pattern);
    if (isNext) this.at++;
    return isNext;
  }

  skipLines(): void {
    while (this.peek().kind === 'line' && !this.isAtEnd) this.at++;
  }

  /** Returns how many tokens away the bracket is that closes the one at `ahead`; `null` if none does. */
  closing(ahead = 0): number | null {
    let depth = 0;
    for (let index = ahead; this.at + index < this.tokens.length; index++) {
      const change = nestingOf(this.peek(index));
      depth += change;
      if (change < 0 && depth === 0) return index;
    }
    return null;
  }

  /** Takes this many tokens, and returns a reader of them. */
  part(count: number): TokenReader {
    const part = new TokenReader(this.tokens.slice(this.at, this.at + count), this.depth);
    this.at += count;
    return part;
  }

  /** Takes what is between brackets, the first of which is next, and returns a reader of it. */
  inBrackets(): TokenReader {
    const end = this.closing() ?? this.tokens.length - this.at;
    this.at++;
    const part = this.part(Math.max(0, end - 1));
    this.at++;
    return part;
  }

  /** Returns a reader of the tokens up to a mark outside brackets, and takes them and the mark. */
  upTo(isEnd: (token: Token) => boolean): TokenReader {
    let depth = 0;
    let count = 0;
    for (; this.at + count < this.tokens.length; count++) {
      const token = this.peek(count);
      if (depth === 0 && isEnd(token)) break;
      depth += nestingOf(token);
    }
    const part = this.part(count);
    this.at++;
    return part;
  }

  /** Returns all names that are left. */
  names(): readonly string[] {
    return this.tokens.slice(this.at).flatMap(({ kind, text }) => (kind === 'name' ? [text] : []));
  }

  /** Returns all tokens that are left. */
  rest(): readonly Token[] {
    return this.tokens.slice(this.at);
  }
}
