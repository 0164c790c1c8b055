/** Signs for another value of a part of the scope: in the credential, in the signing key, or in the string to sign. */
import type { Octets } from '../../bytes/octets.ts';
import { type Draft, type DraftScope, withScope } from '../../drafts/draft.ts';
import type { MutationContext } from '../../drafts/mutation.ts';
import { withKeyFor, withStringFor } from '../../drafts/steps.ts';
import type { Change } from '../define-cause.ts';

/** Returns the other values to try. */
type Others = (draft: Draft, around: MutationContext) => readonly string[];

const withEach =
  (make: (draft: Draft, other: Partial<DraftScope>) => Draft) =>
  (part: 'date' | 'region' | 'service', others: Others): Change =>
  (draft, around) =>
    others(draft, around).map((value) => make(draft, { [part]: value as Octets }));

/** Changes the whole scope. In a presigned URL, the credential is a parameter that is signed. */
export const inCredential = withEach(withScope);
export const inKey = withEach(withKeyFor);
/** Uses a different value in the string to sign than in the credential. */
export const inString = withEach(withStringFor);
export const inKeyAndString = withEach((draft, other) => withStringFor(withKeyFor(draft, other), other));

/** Copies a part of the other side's scope. */
export const scopeCopied = (part: 'region' | 'service'): Change =>
  inCredential(part, (draft, { other }) =>
    !other || other.scope[part] === '' || other.scope[part] === draft.scope[part] ? [] : [other.scope[part]],
  );
