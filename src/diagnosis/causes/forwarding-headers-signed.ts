/** A proxy that signs what it passes on, with the headers that proxies before it added. */

import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { namesOf, withOther, withValues } from '../draft/header-changes.ts';
import { inTransit, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { isSilent, signedNames } from '../signs.ts';
import type { Surroundings } from '../surroundings.ts';
import { withVerb } from '../words.ts';

const FORWARDING =
  /^(?:forwarded|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|x-original-.*|x-envoy-.*|cf-.*|cdn-loop|x-amz-cf-id|x-scheme)$/;
const isOurs = (name: string) => FORWARDING.test(name);

const LOCAL = ['127.0.0.1', '::1'];

/** What the next station makes of a value. */
function passedOn(draft: Draft, around: Surroundings): Draft[] {
  return namesOf(draft)
    .filter(isOurs)
    .flatMap((name) => {
      const value = headerOf(draft, name) ?? '';
      const extended =
        name === 'x-forwarded-for' ? [...LOCAL.map((address) => `${value}, ${address}`), `${value}, ${value}`] : [];
      const other = name === 'x-forwarded-proto' ? ['http', 'https'] : [];
      return [...withValues(draft, name, [...extended, ...other, '']), ...withOther(draft, around, name)];
    });
}

/** The list of addresses without its last ones: what was there before. */
const before = (draft: Draft, around: Surroundings): Draft[] =>
  namesOf(draft)
    .filter(isOurs)
    .flatMap((name) => {
      const [first, ...others] = (headerOf(draft, name) ?? '').split(/, */);
      const shorter = others.length === 0 ? [] : [[first, ...others.slice(0, -1)].join(', '), first ?? ''];
      return [...withValues(draft, name, [...shorter, '']), ...withOther(draft, around, name)];
    });

export const forwardingHeadersSigned: Cause = {
  id: 'forwarding-headers-signed',
  stage: 'canonical-headers',
  says: 'A header that proxies add and extend was signed (X-Forwarded-For, CF-…), and the next one changed it.',
  fix: 'Let a proxy that signs make a request of its own: Host, Content-Type and x-amz-* headers, without those that forwarding added.',
  see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html',
  threads: [
    'https://github.com/mhart/aws4fetch/issues/77',
    'https://github.com/FantasticFiasco/aws-signature-version-4/issues/1067',
  ],
  mutations: [
    inTransit(
      'changed',
      'A header of forwarding was signed, and the next proxy extended, replaced or removed it.',
      passedOn,
    ),
    signing('signed-before', 'A header of forwarding was signed with another value than the server got.', before),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'get-range', variant: 'changed' },
};

function suspicion(sides: Sides) {
  const names = signedNames(sides).filter((name) => isOurs(name));
  if (names.length === 0 || !isSilent(sides) || !mayBeMismatch(sides)) return null;
  return {
    standing: 'possible',
    says: `${withVerb(names, 'is', 'are')} among the signed headers, which each proxy on the way writes anew.`,
  } as const;
}
