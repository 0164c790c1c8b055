/** Describes response headers that were copied into the next request, where S3 does not accept them. */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { withOther, withValues } from '../draft/header-changes.ts';
import { seenOtherwise, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { hasNoValue, signedNames } from '../signs.ts';
import { withVerb } from '../words.ts';

const NAMES = ['x-amz-id-2', 'x-amz-request-id'];

/** Empties both headers together, and each one alone. */
const emptyValues = (draft: Draft): Draft[] => {
  const one = NAMES.flatMap((name) => withValues(draft, name, ['']));
  const both = one.flatMap((made) => NAMES.flatMap((name) => withValues(made, name, [''])));
  return [...both, ...one];
};

export const responseHeadersReplayedInRequest: Cause = {
  id: 'response-headers-replayed-in-request',
  stage: 'canonical-headers',
  says: 'Headers of an earlier answer (x-amz-id-2, x-amz-request-id) were sent and signed with the request, but S3 ignores them in requests.',
  fix: 'Do not copy the headers of an answer into a request: create new headers for each request.',
  see: HEADER_CALCULATION,
  threads: [],
  mutations: [
    travelling(
      'emptied',
      'x-amz-id-2 or x-amz-request-id was signed, but S3 has no value for it because it is a response header.',
      emptyValues,
    ),
    seenOtherwise(
      'signed-value',
      'The client signed x-amz-id-2 or x-amz-request-id, which is a response header, and the server has no value for it.',
      (draft, around) => {
        const one = NAMES.flatMap((name) => withOther(draft, around, name));
        return [...one.flatMap((made) => NAMES.flatMap((name) => withOther(made, around, name))), ...one];
      },
    ),
  ],
  suspects: suspicion,
  example: {
    kind: 'answer',
    text: [
      '<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>GET',
      '/a.txt',
      '',
      'host:examplebucket.s3.amazonaws.com',
      'x-amz-content-sha256:UNSIGNED-PAYLOAD',
      'x-amz-date:20130524T000000Z',
      'x-amz-request-id:',
      '',
      'host;x-amz-content-sha256;x-amz-date;x-amz-request-id',
      'UNSIGNED-PAYLOAD</CanonicalRequest></Error>',
    ].join('\n'),
  },
};

function suspicion(sides: Sides) {
  const named = signedNames(sides).filter((name) => NAMES.includes(name));
  if (named.length === 0 || !mayBeMismatch(sides)) return null;
  const isEmpty = named.every((name) => hasNoValue(sides, name));
  const says = `${withVerb(named, 'is', 'are')} among the signed headers, but S3 sends it in answers and ignores it in requests.`;
  return { standing: isEmpty ? 'explains' : 'possible', says } as const;
}
