/**
 * The credential scope limits a signature to one day, one Region, and one service:
 *
 *     20130524/us-east-1/s3/aws4_request
 */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import { type Recorder, textValuesOf } from '../../trace/trace.ts';
import type { Algorithm, Scope } from '../algorithms/algorithm.ts';
import { AWS4 } from '../dialects/aws4.ts';
import { ofDialect, type ScopePart } from '../dialects/dialect.ts';
import { SIGNATURE_ELEMENTS } from '../documentation.ts';
import type { Stage } from './stage.ts';

export const CREDENTIAL_SCOPE_STAGE: Stage = {
  id: 'credential-scope',
  title: 'Credential scope',
  says: 'The scope binds the signature to a day, a service, and usually a Region. A server of another Region, day, or service refuses it.',
  see: SIGNATURE_ELEMENTS,
  lesson: 'four-lines',
  when: ({ dialect }) => dialect.scope.length > 0,
};

export const CREDENTIAL_SCOPE = textValuesOf(CREDENTIAL_SCOPE_STAGE)('credential-scope', 'Credential scope');

/** Returns the last part of every scope of a dialect, which is also the last message in the derivation of its key. */
export const terminatorOf = ofDialect(({ terminator, words, see }) =>
  fixed(terminator ?? '', {
    id: 'terminator',
    says: `the scope ends with this word, which stands for ${words.signature}`,
    see: see.elements,
  }),
);
export const TERMINATOR = terminatorOf(AWS4);

const slashOf = ofDialect(({ see }) =>
  fixed('/', { id: 'scope-separator', says: 'a slash separates the parts of the scope', see: see.calculation }),
);
export const SLASH = slashOf(AWS4);

/** The last scope that was written. Requests that are read one after the other often share it. */
let last: { readonly scope: Scope; readonly algorithm: Algorithm; readonly text: Bytes } | null = null;

/** Records the scope and returns it. A dialect without a scope has an empty one, which is not recorded. */
export function credentialScope(scope: Scope, algorithm: Algorithm, record: Recorder): Bytes {
  if (last?.scope !== scope || last.algorithm !== algorithm) {
    last = { scope, algorithm, text: scopeText(scope, algorithm) };
  }
  return algorithm.dialect.scope.length === 0 ? last.text : record(CREDENTIAL_SCOPE, last.text);
}

/** What of an algorithm says which parts its scope has. */
type ScopedBy = Pick<Algorithm, 'boundTo' | 'dialect'>;

/** Returns the parts of the scope. SigV4A omits the Region, because its Region set is a header or a query parameter. */
export const scopePartsOf = ({ boundTo, dialect }: ScopedBy): readonly ScopePart[] =>
  boundTo === 'region' ? dialect.scope : dialect.scope.filter((part) => part !== 'region');

/** Writes the scope. */
export function scopeText(scope: Scope, algorithm: ScopedBy): Bytes {
  const { dialect } = algorithm;
  return join(
    scopePartsOf(algorithm).map((part) => (part === 'terminator' ? terminatorOf(dialect) : scope[part])),
    slashOf(dialect),
  );
}
