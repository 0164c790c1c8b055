/** Describes headers with an underscore or a dot in their name, which nginx removes by default. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import { headersNotSigned, missingNames, unsignedNames } from '../answers/unsigned-headers.ts';
import type { Cause, Statement } from '../cause.ts';
import { namesOf, withOther, withValues } from '../draft/header-changes.ts';
import { inTransit, seenOtherwise } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { isSent, isSilent, namesWithoutValue, seenHeader, signedNames, standingOfLost } from '../signs.ts';
import { enumerated } from '../words.ts';

const isOdd = (name: string) => /[_.]/.test(name);
const ODD = 'which has an underscore or a dot in its name';

export const oddHeaderNameDropped: Cause = {
  id: 'odd-header-name-dropped',
  stage: 'transport',
  says: 'A signed header with an underscore or a dot in its name did not arrive: nginx removes such headers.',
  fix: 'In nginx, set "ignore_invalid_headers off;" and "underscores_in_headers on;". Or use metadata names without underscores and dots.',
  see: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#underscores_in_headers',
  threads: [
    'https://github.com/seaweedfs/seaweedfs/issues/4479',
    'https://github.com/minio/minio/issues/6219',
    'https://github.com/cwaldbieser/jhub_remote_user_authenticator/issues/6',
  ],
  mutations: [
    inTransit(
      'dropped',
      'A signed header with an underscore or a dot in its name did not arrive: nginx removes such headers.',
      (draft) => {
        const names = namesOf(draft).filter(isOdd);
        const all = draft.headers.map((header) =>
          isOdd(header.name) ? { ...header, value: '' as typeof header.value } : header,
        );
        return [
          ...(names.length > 1 ? [{ ...draft, headers: all }] : []),
          ...names.flatMap((name) => withValues(draft, name, [''])),
        ];
      },
    ),
    seenOtherwise(
      'signed-value',
      'The client signed a header with an underscore or a dot in its name, but the server received no value for it.',
      (draft, around) =>
        draft.headers
          .filter(({ name, value }) => isOdd(name) && value === '')
          .flatMap(({ name }) => withOther(draft, around, name)),
    ),
  ],
  states,
  suspects: suspicion,
  example: { kind: 'mutation', base: 'put-metadata', variant: 'dropped' },
};

/**
 * Reports signed headers with an odd name if MinIO says that headers are not signed, although all required headers are.
 */
function states(answer: ServerAnswer, sides: Sides): Statement | null {
  if (headersNotSigned(answer)?.length !== 0 || unsignedNames(sides)?.length !== 0) return null;
  if (missingNames(sides)?.length !== 0) return null;
  const odd = signedNames(sides).filter(isOdd);
  return odd.length === 0
    ? null
    : { says: `The server did not receive the signed header ${enumerated(odd)}, ${ODD}.`, variant: 'dropped' };
}

function suspicion(sides: Sides) {
  if (!mayBeMismatch(sides)) return null;
  const empty = namesWithoutValue(sides).filter((name) => isOdd(name) && isSent(sides, name) !== false);
  if (empty.length > 0)
    return {
      standing: standingOfLost(sides, ...empty),
      variant: 'dropped',
      says: `The server received no value for ${enumerated(empty)}, ${ODD}.`,
    } as const;
  const odd = isSilent(sides) ? signedNames(sides).filter(isOdd) : [];
  if (odd.length === 0) return null;
  const server = /nginx|openresty/i.test(seenHeader(sides, 'server') ?? '')
    ? 'and nginx answered'
    : 'and nginx removes such headers';
  return { standing: 'possible', says: `The signed headers include ${enumerated(odd)}, ${ODD}, ${server}.` } as const;
}
