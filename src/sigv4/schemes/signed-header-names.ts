/** Which headers are signed. */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { compareOctets, lowerCase } from '../../bytes/text-operations.ts';
import type { HeaderField } from '../../http/message.ts';
import { HEADER_CALCULATION } from '../documentation.ts';
import type { HeaderSelection } from './signing-input.ts';

/** Whoever forwards the request may remove or answer them (RFC 9110, sections 7.6.1 and 10.1.1). */
const HOP_BY_HOP = ['connection', 'expect', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'];
/** They are added after signing, or for somebody else (RFC 9110, section 11). */
const CREDENTIALS_THEMSELVES = ['authorization', 'proxy-authorization', 'proxy-connection'];
const NEVER_SIGNED = new Set([...HOP_BY_HOP, ...CREDENTIALS_THEMSELVES]);

/** Whether a header of this name (lower case) is signed where nobody says otherwise. */
export function isSignedByDefault(name: string): boolean {
  return !NEVER_SIGNED.has(name);
}

/** The names in lower case and sorted, each once; a problem where one is to be signed that is not there. */
export function signedHeaderNames(headers: readonly HeaderField[], selection: HeaderSelection): Bytes[] | Problem {
  const present = new Map<Octets, Bytes>();
  for (const field of headers) {
    const name = lowerCase(field.name);
    if (!present.has(name.octets)) present.set(name.octets, name);
  }
  const names: readonly string[] =
    selection.kind === 'default' ? selection.also : selection.names.map((name) => name.octets);
  const missing = names.find((name) => !present.has(name as Octets));
  if (missing !== undefined) return noSuchHeader(missing);
  const chosen = [...present.values()].filter(({ octets: name }) =>
    selection.kind === 'exactly'
      ? names.includes(name)
      : names.includes(name) || (isSignedByDefault(name) && !selection.without.includes(name)),
  );
  return chosen.sort(compareOctets);
}

function noSuchHeader(name: string): Problem {
  return problem(
    'signed-header',
    `The header ${JSON.stringify(name)} is to be signed, but the request does not have it.`,
    'Add it to the request, or leave it out of the signed headers.',
    { see: HEADER_CALCULATION },
  );
}
