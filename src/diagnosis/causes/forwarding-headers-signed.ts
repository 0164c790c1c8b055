/** Describes a proxy that signs requests and includes headers that earlier proxies added. */
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
const isForwarding = (name: string) => FORWARDING.test(name);

const LOCAL = ['127.0.0.1', '::1'];

/** Changes each value as the next proxy does. */
function passOn(draft: Draft, around: Surroundings): Draft[] {
  return namesOf(draft)
    .filter(isForwarding)
    .flatMap((name) => {
      const value = headerOf(draft, name) ?? '';
      const extended =
        name === 'x-forwarded-for' ? [...LOCAL.map((address) => `${value}, ${address}`), `${value}, ${value}`] : [];
      const other = name === 'x-forwarded-proto' ? ['http', 'https'] : [];
      return [...withValues(draft, name, [...extended, ...other, '']), ...withOther(draft, around, name)];
    });
}

/** Removes the last addresses from the list, to restore the value before forwarding. */
const before = (draft: Draft, around: Surroundings): Draft[] =>
  namesOf(draft)
    .filter(isForwarding)
    .flatMap((name) => {
      const [first, ...others] = (headerOf(draft, name) ?? '').split(/, */);
      const shorter = others.length === 0 ? [] : [[first, ...others.slice(0, -1)].join(', '), first ?? ''];
      return [...withValues(draft, name, [...shorter, '']), ...withOther(draft, around, name)];
    });

export const forwardingHeadersSigned: Cause = {
  id: 'forwarding-headers-signed',
  stage: 'canonical-headers',
  says: 'A header that proxies add and extend was signed (X-Forwarded-For, CF-…), but the next proxy changed it.',
  fix: 'Make the signing proxy build a new request with Host, Content-Type, and x-amz-* headers, and leave out the headers that forwarding added.',
  see: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html',
  threads: [
    'https://github.com/mhart/aws4fetch/issues/77',
    'https://github.com/FantasticFiasco/aws-signature-version-4/issues/1067',
  ],
  mutations: [
    inTransit(
      'changed',
      'A forwarding header was signed, but the next proxy extended, replaced, or removed it.',
      passOn,
    ),
    signing('signed-before', 'A forwarding header was signed with a different value than the server received.', before),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'get-range', variant: 'changed' },
};

function suspicion(sides: Sides) {
  const names = signedNames(sides).filter((name) => isForwarding(name));
  if (names.length === 0 || !isSilent(sides) || !mayBeMismatch(sides)) return null;
  return {
    standing: 'possible',
    says: `${withVerb(names, 'is', 'are')} among the signed headers, but each proxy on the way changes them.`,
  } as const;
}
