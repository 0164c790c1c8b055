/** Signs for another value of a part of the scope: in the credential, in the signing key, or in the string to sign. */
import type { Octets } from '../../bytes/octets.ts';
import { type Draft, type DraftScope, withScope } from '../../drafts/draft.ts';
import type { MutationContext } from '../../drafts/mutation.ts';
import { keyScopeOf, withKeyFor, withStringFor } from '../../drafts/steps.ts';
import { type Change, type Mistake, type MoreOfMutation, signing } from '../define-cause.ts';

/** Returns the other values to try. */
type Others = (draft: Draft, around: MutationContext) => readonly string[];

type Part = 'date' | 'region' | 'service';
const NAMES = { date: 'day', region: 'Region', service: 'service' } as const satisfies Record<Part, string>;

const withEach =
  (make: (draft: Draft, other: Partial<DraftScope>) => Draft) =>
  (part: Part, others: Others): Change =>
  (draft, around) =>
    others(draft, around).map((value) => make(draft, { [part]: value as Octets }));

/** Changes the whole scope. In a presigned URL, the credential is a parameter that is signed. */
export const inCredential = withEach(withScope);
export const inKey = withEach(withKeyFor);
/** Uses a different value in the string to sign than in the credential. */
export const inString = withEach(withStringFor);
export const inKeyAndString = withEach((draft, other) => withStringFor(withKeyFor(draft, other), other));

/** Says for which other value of the scope something was made. The client's settings are right: the scope that was sent is. */
const madeFor =
  (what: string, were: string) =>
  (part: Part): MoreOfMutation => ({
    saysOf: ({ scope }, made) =>
      `${what} ${were} for the ${NAMES[part]} '${keyScopeOf(made)[part]}', but the credential scope of the request has '${scope[part]}'.`,
    fix: `${what} must be for the ${NAMES[part]} that the credential scope of the request has: change the code that derives the key.`,
    isOnlyInCode: true,
  });
const keyFor = madeFor('The signing key', 'was derived');
const keyAndStringFor = madeFor('The string to sign and the signing key', 'are');

/** Creates the mistake of deriving the key for another value of a part of the scope. */
export const keyForAnother = (part: Part, says: string, others: Others, make = signing): Mistake =>
  make(says, inKey(part, others), keyFor(part));

/** Creates the mistake of signing for another value of a part of the scope, and sending the right one. */
export const keyAndStringForAnother = (part: Part, says: string, others: Others): Mistake =>
  signing(says, inKeyAndString(part, others), keyAndStringFor(part));

/** Copies a part of the other side's scope. */
export const scopeCopied = (part: 'region' | 'service'): Change =>
  inCredential(part, (draft, { other }) =>
    !other || other.scope[part] === '' || other.scope[part] === draft.scope[part] ? [] : [other.scope[part]],
  );
