/** Checks how code derives the signing key. */
import { AWS4 } from '../../sigv4/dialects/aws4.ts';
import { allIn, type Value, type ValueOf } from '../flow/values.ts';
import { type Found, faultAt } from './fault.ts';
import type { Signer } from './signer.ts';

type Hmac = ValueOf<'hmac'>;

const linesOf = ({ line, through = [] }: Hmac): readonly number[] => [line, ...through];

/** Returns the first line that made an HMAC but none of the others: a helper that makes others too is not what is wrong. */
function lineApart(wrong: Hmac | undefined, others: readonly Hmac[]): { readonly line: number } | null {
  if (wrong === undefined) return null;
  // An HMAC without the calls that returned it is known by what it is made of.
  const isOther = ({ key, of }: Hmac) => key !== wrong.key || of !== wrong.of;
  const shared = new Set(others.filter(isOther).flatMap(linesOf));
  return { line: linesOf(wrong).find((line) => !shared.has(line)) ?? wrong.line };
}

export function keyAsText({ hmacs }: Signer): Found {
  const keys = hmacs.flatMap(({ key }) => (key.is === 'hmac' ? [key] : []));
  const isRight = ({ form }: Hmac) => form === 'bytes';
  const wrong = keys.find((key) => !isRight(key));
  return faultAt('key-as-text', keys.some(isRight) ? lineApart(wrong, hmacs) : wrong);
}

const startsWithPrefix = (value: Value): boolean => {
  const first = value.is === 'text' ? value.parts[0] : value;
  return first?.is === 'literal' && /^AWS4(?!-)/.test(first.text);
};

export function swapped({ hmacs }: Signer): Found {
  const wrong = hmacs.find(({ key, of }) => startsWithPrefix(of) || (of.is === 'hmac' && key.is !== 'hmac'));
  return faultAt('key-and-message-swapped', wrong);
}

/** Returns the messages of a chain of HMACs, and the first key. */
function chainOf(hmac: Hmac): { readonly key: Value; readonly links: readonly Hmac[] } {
  const links = [hmac];
  let { key } = hmac;
  while (key.is === 'hmac') {
    links.unshift(key);
    ({ key } = key);
  }
  return { key, links };
}

const isTerminator = (value: Value): boolean => value.is === 'literal' && value.text === AWS4.terminator;

/** Returns the chains that end with the terminator of the scope, which derive a signing key. */
const keyChains = ({ hmacs }: Signer) => hmacs.filter(({ of }) => isTerminator(of)).map(chainOf);

const ROLES = ['date', 'region', 'service'] as const;

function roleOf(value: Value): (typeof ROLES)[number] | null {
  if (value.is === 'time') return 'date';
  if (value.is === 'cut') return roleOf(value.of) ?? 'date';
  if (value.is === 'literal') {
    if (/^\d{8}$/.test(value.text)) return 'date';
    if (/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(value.text)) return 'region';
    return /^(?:s3|execute-api|es|iam|sts|dynamodb|sqs|sns|ec2)$/.test(value.text) ? 'service' : null;
  }
  if (value.is !== 'unknown') return null;
  return /date|stamp|time|day/i.test(value.name)
    ? 'date'
    : (ROLES.find((role) => new RegExp(role, 'i').test(value.name)) ?? null);
}

export function chainOrder(signer: Signer): Found {
  for (const { links } of keyChains(signer)) {
    const roles = links.flatMap(({ of }) => roleOf(of) ?? []);
    const isWhole = links.length === 4 && new Set(roles).size === 3;
    const wrong = isWhole ? links.find((_, index) => roles[index] !== ROLES[index]) : null;
    if (wrong) return faultAt('key-chain-order', lineApart(wrong, links));
  }
  return null;
}

export function prefixMissing(signer: Signer): Found {
  const hasPrefix = /AWS4(?!-)/.test(signer.text.replaceAll(AWS4.terminator, ''));
  const wrong = keyChains(signer).find(({ key, links }) => links.length === 4 && !startsWithPrefix(key));
  if (wrong === undefined || hasPrefix) return null;
  const { key, links } = wrong;
  return isSecret(key) && key.is !== 'text' ? faultAt('secret-without-prefix', lineApart(links[0], links)) : null;
}

/** Returns whether a value is the secret access key by its name, or by that of the variable of the environment. */
const isSecret = (value: Value): boolean =>
  [...allIn(value)].some((one) =>
    /secret/i.test(one.is === 'unknown' ? one.name : one.is === 'literal' ? one.text : ''),
  );
