/** Lists what a cause may need of a request: its form, its service, and an answer that does not name another reason. */
import type { Mutation } from '../drafts/mutation.ts';
import type { SeenRequest } from '../sides/seen/seen-request.ts';
import type { Sides } from '../sides/sides.ts';
import { headerOf } from './features/feature.ts';

/** Why a cause is ruled out, by the ID of the reason. The last six are found by making its mistakes again. */
export const RULED_OUT_WORDS = {
  'other-form': 'A request of this form cannot have this mistake.',
  'other-service': 'Requests to this service are not signed in this way.',
  'server-says-so': 'This server reports that cause by name, but it reported something else.',
  'version-2': 'Signature Version 2 has no such part.',
  'no-token': 'The request has no session token.',
  'arrived-as-sent': 'The server received this request exactly as it was sent, so nothing changed it in transit.',
  'changes-nothing': 'This mistake would change nothing in this request.',
  'not-signed': 'What the request says of its own signature rules it out.',
  'signature-right': 'The signature is right, so the signer made no mistake.',
  'key-right':
    'The signature is right for the text that the client signed, so the secret and the signing key are right.',
  'only-the-key':
    'The text that the client signed is not what is wrong: only the key can be, because the signature is of another key.',
  'same-on-both-sides': 'The server computed the same bytes that the client signed where this mistake would be.',
  'made-and-compared': 'Each known form of this mistake was reproduced, but none produces what was signed.',
} as const;

export type RuledOutBy = keyof typeof RULED_OUT_WORDS;

/** Why a cause is less likely, although it is not ruled out, by the reason that rules out its known forms. */
export const DOUBT_WORDS = {
  'server-says-so': 'This server names its usual form, and did not.',
  'made-and-compared': 'No known form of it fits.',
  'only-the-key': 'The text that was signed is right, so it can only have happened in the key.',
} as const satisfies Readonly<Partial<Record<RuledOutBy, string>>>;

export type DoubtedBy = keyof typeof DOUBT_WORDS;

interface Need {
  /** Why a cause is ruled out if the need is not met. */
  readonly by: RuledOutBy;
  readonly isMet: (seen: SeenRequest, sides: Sides) => boolean;
}

/** The needs, in the order in which they rule out a cause. */
const NEEDS = {
  'presigned-url': { by: 'other-form', isMet: ({ form }) => form !== 'header' },
  header: { by: 'other-form', isMet: ({ form }) => form !== 'query' },
  'form-upload': { by: 'other-form', isMet: ({ form }) => form === 'policy' || form === 'unknown' },
  /** A body in chunks. Such a request has the word `STREAMING-…` as its hash. */
  chunks: { by: 'other-form', isMet: (seen, sides) => !isWholeBody(seen, sides) },
  'version-4': { by: 'version-2', isMet: ({ form }) => form !== 'version-2' },
  'not-s3': { by: 'other-service', isMet: ({ serviceKind }) => serviceKind !== 's3' },
  s3: { by: 'other-service', isMet: ({ serviceKind }) => serviceKind !== 'other' },
  /** An answer that is not about the signature: servers check this before the signature, and name it. */
  'answer-before-signature': { by: 'server-says-so', isMet: ({ isMismatch }) => !isMismatch },
  /** As before, but only AWS names it. Other servers use the scope that they receive. */
  'answer-of-aws-before-signature': {
    by: 'server-says-so',
    isMet: ({ isMismatch, server }) => !isMismatch || server !== 'aws',
  },
  /** A checksum in the URL, if the URL is known. */
  'checksum-in-url': {
    by: 'other-form',
    isMet: ({ queries }) => {
      const urls = queries.filter((query) => /X-Amz-Signature=/i.test(query));
      return urls.length === 0 || urls.some((query) => /checksum/i.test(query));
    },
  },
  token: { by: 'no-token', isMet: (seen, sides) => !hasNoToken(seen, sides) },
} as const satisfies Readonly<Record<string, Need>>;

export type NeedId = keyof typeof NEEDS;

const NEED_IDS = Object.keys(NEEDS) as readonly NeedId[];

/** Returns these needs in the order in which they rule out a cause. */
export const inOrder = (needs: readonly NeedId[]): readonly NeedId[] => NEED_IDS.filter((id) => needs.includes(id));

/** What decides whether needs that are not met rule out a cause. */
export interface Needing {
  readonly needs: readonly NeedId[];
  readonly mutations: readonly Mutation[];
  /** The errors of its mistakes, as in a cause. */
  readonly answers: Readonly<Record<string, unknown>>;
}

/** Returns why a cause is ruled out by its needs; `null` if all of them are met, or if only some of its forms need them. */
export const unmetNeed = (cause: Needing, seen: SeenRequest, sides: Sides): RuledOutBy | null =>
  unmetOf(cause, seen, sides).find((by) => by !== 'server-says-so' || !hasUnnamedForm(cause)) ?? null;

/** Returns whether the server would have named the forms of a cause that it can see in the request. */
export const isUnnamed = (cause: Needing, seen: SeenRequest, sides: Sides): boolean =>
  unmetOf(cause, seen, sides).includes('server-says-so');

const unmetOf = ({ needs }: Needing, seen: SeenRequest, sides: Sides): readonly RuledOutBy[] =>
  needs
    .map((id): Need => NEEDS[id])
    .filter(({ isMet }) => !isMet(seen, sides))
    .map(({ by }) => by);

/**
 * Returns whether a server cannot name some form of a cause, because only the signature shows it. For example, a server sees
 * the Region of the scope that it receives, but not the one for which the key was derived.
 */
const hasUnnamedForm = ({ mutations, answers }: Needing): boolean =>
  mutations.some(({ isPlain, variant }) => !isPlain && !('any' in answers) && !(variant in answers));

/**
 * Returns whether the body was not sent in signed chunks. The header, or the last line of a text, then has the hash of a
 * whole body or other words.
 */
const isWholeBody = (seen: SeenRequest, { server, client }: Sides): boolean =>
  [headerOf(seen, 'x-amz-content-sha256'), server.draft?.hashedPayload, client.draft?.hashedPayload].some((hash) =>
    /^(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD)$/.test(hash?.trim() ?? ''),
  );

function hasNoToken({ headers, parameters, text, form }: SeenRequest, { request }: Sides): boolean {
  const isSeen =
    /security-token/i.test(text) || [...headers, ...parameters].some(({ name }) => /security-token/i.test(name));
  if (isSeen || request === null || form === 'unknown') return false;
  // The token of a presigned URL is in the URL, so that its headers may be unknown.
  return form === 'query' ? !request.unsaid.includes('target') : request.unsaid.length === 0;
}
