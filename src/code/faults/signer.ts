/** Finds the texts of a signature that code makes: the canonical request and the string to sign. */
import { AWS4 } from '../../sigv4/dialects/aws4.ts';
import { HOLE, renderedLines } from '../flow/rendered.ts';
import { allIn, type Value, type ValueOf } from '../flow/values.ts';
import type { Code } from '../read-code.ts';

/** The code, and the texts of a signature that it makes. */
export interface Signer {
  readonly code: Code;
  readonly text: string;
  readonly values: readonly Value[];
  readonly hmacs: readonly ValueOf<'hmac'>[];
  readonly canonicals: readonly Value[];
  readonly strings: readonly Value[];
}

const ALGORITHM = `${AWS4.algorithmPrefix}HMAC-SHA256`;

/** Returns what a text has of a signer. */
export function signerOf(code: Code, text: string): Signer {
  const values = [...allIn(...code.values)];
  const texts = values.filter((value) => value.is === 'text');
  const strings = texts.filter((value) => {
    const [first, ...rest] = renderedLines(value);
    return first?.text === ALGORITHM && rest.length > 1;
  });
  const hashed = strings.flatMap((string) => string.parts.flatMap((part) => (part.is === 'hash' ? [part.of] : [])));
  const canonicals = [...hashed, ...texts.filter(isCanonicalRequest)].filter(({ is }) => is === 'text');
  return {
    code,
    text,
    values,
    hmacs: values.filter((value) => value.is === 'hmac'),
    canonicals: longestOf([...new Set(canonicals)]),
    strings: longestOf(strings),
  };
}

/** Drops the texts that others begin with, which were not finished. */
const longestOf = <Text extends Value>(texts: readonly Text[]): readonly Text[] =>
  texts.filter((one) => !texts.some((other) => other !== one && isBeginning(one, other)));

function isBeginning(one: Value, other: Value): boolean {
  if (one.is !== 'text' || other.is !== 'text' || one.parts.length >= other.parts.length) return false;
  return one.parts.slice(0, -1).every((part, index) => part === other.parts[index]);
}

const METHOD = /^(?:GET|PUT|POST|HEAD|DELETE|PATCH|OPTIONS)$/;

/** Returns whether a text has the lines of a canonical request: a method, and later a list of headers and a hash. */
function isCanonicalRequest(value: Value): boolean {
  const [first, ...rest] = renderedLines(value);
  const last = rest.findLast(({ text }) => text !== '');
  const [method] = first?.values ?? [];
  const isMethod =
    METHOD.test(first?.text ?? '') ||
    (first?.text === HOLE && method?.is === 'unknown' && /method|verb/i.test(method.name));
  const isHash = last?.values.some(
    (one) => one.is === 'hash' || (one.is === 'unknown' && /hash|digest|sha/i.test(one.name)),
  );
  return (
    isMethod && rest.length >= 3 && (isHash === true || /^(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD)$/.test(last?.text ?? ''))
  );
}
