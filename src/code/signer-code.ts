/**
 * Finds the code of a signer in an input. Its names and templates are no parts of a request, so nothing else is read in
 * it.
 */
import type { Octets } from '../bytes/octets.ts';
import type { Range } from '../trace/ranges.ts';
import type { CodeFault } from './faults/fault.ts';
import { faultsOf } from './faults/faults.ts';
import { allIn } from './flow/values.ts';
import { type Code, readCode } from './read-code.ts';
import type { Statement } from './written/expressions.ts';

export interface SignerCode {
  readonly language: string;
  readonly faults: readonly CodeFault[];
  /** The paragraphs of the code, by their offsets in the input. */
  readonly ranges: readonly Range[];
}

/** Code of a signer names the HMAC and the prefix of the secret or of the algorithm. */
const MAY_SIGN = /hmac[\s\S]*AWS4|AWS4[\s\S]*hmac/i;

/** Returns the code of a signer in an input; `null` if there is none. */
export function signerCodeIn({ octets: text }: { readonly octets: Octets }): SignerCode | null {
  const code = MAY_SIGN.test(text) ? readCode(text) : null;
  const isSigner = [...allIn(...(code?.values ?? []))].some(({ is }) => is === 'hmac');
  if (code === null || !isSigner) return null;
  return { language: code.language, faults: faultsOf(code, text), ranges: rangesOf(code, text) };
}

/** Matches lines that only a printed request, a printed text of a signature, or a response has. */
const DATA =
  /^[> ]{0,4}(?:(?:GET|PUT|POST|HEAD|DELETE)(?: [/h]\S*| ?$)|AWS4-HMAC-SHA256(?:$| Credential=\w)|x-amz-[\w-]+: ?[\w-]|host: ?[\w.-]+$|<\?xml|<Error>|\{"|\d{8}T\d{6}Z$)/im;

function rangesOf({ statements }: Code, text: string): readonly Range[] {
  const all = allStatements(statements);
  const isCode = new Set(all.flatMap(({ is, line }) => (is === 'do' ? [] : [line])));
  const isCall = new Set(all.map(({ line }) => line));
  // A name with a dot, such as that of a field, is none that a line of prose could have.
  const names = all.flatMap((one) => (one.is === 'assign' && /^\w{3,}$/.test(one.target) ? [one.target] : []));
  const isNamed = new RegExp(`\\b(?:${[...new Set(names)].join('|')})\\b`);
  return paragraphsOf(text).filter(({ start, end, first, last }) => {
    const own = text.slice(start, end);
    if (DATA.test(own)) return false;
    const has = (lines: ReadonlySet<number>) => [...lines].some((line) => line >= first && line <= last);
    return has(isCode) || (has(isCall) && names.length > 0 && isNamed.test(own));
  });
}

/** Returns all statements, also those in others. */
const allStatements = (statements: readonly Statement[]): readonly Statement[] =>
  statements.flatMap((one) => ('body' in one ? [one, ...allStatements(one.body)] : [one]));

interface Paragraph extends Range {
  /** The numbers of its first and its last line, counted from 1. */
  readonly first: number;
  readonly last: number;
}

function paragraphsOf(text: string): readonly Paragraph[] {
  const made: Paragraph[] = [];
  let line = 1;
  for (const { 0: own, index } of text.matchAll(/[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*/g)) {
    line += text.slice(made.at(-1)?.end ?? 0, index).split('\n').length - 1;
    const last = line + own.split('\n').length - 1;
    made.push({ start: index, end: index + own.length, first: line, last });
    line = last;
  }
  return made;
}
