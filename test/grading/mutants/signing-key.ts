/** Mistakes of the signer in Python: the key chain and the secret. */
import type { Mutant } from './mutant.ts';

const MAC = 'return hmac.new(key, message.encode(), hashlib.sha256).digest()';

const FIRST_KEY = '("AWS4" + secret).encode()';

const LAST_KEY = 'return hmac_sha256(service_key, TERMINATOR)';

const DATE_KEY = `date_key = hmac_sha256(${FIRST_KEY}, timestamp[:8])`;

const MIDDLE_KEYS =
  '    region_key = hmac_sha256(date_key, region)\n    service_key = hmac_sha256(region_key, service)\n';

const REGION_TO_LAST = `${MIDDLE_KEYS}    ${LAST_KEY}`;

export const KEY: readonly Mutant[] = [
  {
    name: 'hexadecimal text as key',
    from: REGION_TO_LAST,
    to: `${REGION_TO_LAST.replaceAll('_key,', '_key.hex().encode(),')}.hex().encode()`,
    mistake: 'signing-key-not-binary/hex-text',
    typical: 'K1',
  },
  {
    name: 'hexadecimal text as key in the chain alone',
    from: REGION_TO_LAST,
    to: REGION_TO_LAST.replaceAll('_key,', '_key.hex().encode(),'),
    mistake: 'signing-key-not-binary/hex-text',
  },
  {
    name: 'hexadecimal text of the DateKey as key',
    from: 'region_key = hmac_sha256(date_key, region)',
    to: 'region_key = hmac_sha256(date_key.hex().encode(), region)',
    mistake: 'signing-key-not-binary/date-key-as-hex-text',
  },
  {
    name: 'base64 as key',
    from: REGION_TO_LAST,
    to: REGION_TO_LAST.replace(/(\w+_key),/g, 'base64.b64encode($1),').replace(
      /return (.*)$/,
      'return base64.b64encode($1)',
    ),
    mistake: 'signing-key-not-binary/base64-text',
    typical: 'K1b',
  },
  {
    name: 'hexadecimal text of the signing key as key',
    from: LAST_KEY,
    to: `${LAST_KEY}.hex().encode()`,
    mistake: 'signing-key-not-binary/hex-key',
  },
  {
    name: 'no AWS4 before the secret',
    from: FIRST_KEY,
    to: 'secret.encode()',
    mistake: 'signing-key-not-binary/no-prefix',
    typical: 'K2',
  },
  {
    name: 'aws4 before the secret',
    from: FIRST_KEY,
    to: '("aws4" + secret).encode()',
    mistake: 'signing-key-not-binary/prefix-in-lower-case',
  },
  {
    name: 'no key chain',
    from: `    ${DATE_KEY}\n${REGION_TO_LAST}`,
    to: `    return ${FIRST_KEY}`,
    mistake: 'signing-key-not-binary/no-chain',
    typical: 'K3',
  },
  {
    name: 'the secret signs itself',
    from: `    ${DATE_KEY}\n${REGION_TO_LAST}`,
    to: '    return secret.encode()',
    mistake: 'signing-key-not-binary/bare-secret',
  },
  {
    name: 'one HMAC for the whole scope',
    from: `    ${DATE_KEY}\n${REGION_TO_LAST}`,
    to: `    return hmac_sha256(${FIRST_KEY}, timestamp[:8] + region + service + TERMINATOR)`,
    mistake: 'signing-key-not-binary/one-hmac',
    typical: 'K4',
  },
  {
    name: 'one HMAC for the scope with its slashes',
    from: `    ${DATE_KEY}\n${REGION_TO_LAST}`,
    to: `    return hmac_sha256(${FIRST_KEY}, credential_scope(timestamp, region, service))`,
    mistake: 'signing-key-not-binary/one-hmac-slashes',
  },
  {
    name: 'region before date',
    from: `    ${DATE_KEY}\n${MIDDLE_KEYS}`,
    to: `    date_key = hmac_sha256(hmac_sha256(${FIRST_KEY}, region), timestamp[:8])\n    service_key = hmac_sha256(date_key, service)\n`,
    mistake: 'signing-key-not-binary/region-before-date',
    typical: 'K5',
  },
  {
    name: 'service before region',
    from: MIDDLE_KEYS,
    to: '    service_key = hmac_sha256(hmac_sha256(date_key, service), region)\n',
    mistake: 'signing-key-not-binary/service-before-region',
  },
  {
    name: 'the whole timestamp in the key',
    from: DATE_KEY,
    to: DATE_KEY.replace('[:8]', ''),
    mistake: 'signing-key-not-binary/whole-timestamp',
    typical: 'K6',
  },
  {
    name: 'key and message swapped in the chain',
    from: `    ${DATE_KEY}\n${REGION_TO_LAST}`,
    to: `    key = ${FIRST_KEY}\n    for part in (timestamp[:8], region, service, TERMINATOR):\n        key = hmac.new(part.encode(), key, hashlib.sha256).digest()\n    return key`,
    mistake: 'signing-key-not-binary/swapped',
    typical: 'K7',
  },
  {
    name: 'no aws4_request in the chain',
    from: LAST_KEY,
    to: 'return service_key',
    mistake: 'signing-key-not-binary/no-terminator',
    typical: 'K8',
  },
  {
    name: 'no region in the chain',
    from: 'region_key = hmac_sha256(date_key, region)',
    to: 'region_key = date_key',
    mistake: 'signing-key-not-binary/no-region',
  },
  {
    name: 'no service in the chain',
    from: 'service_key = hmac_sha256(region_key, service)',
    to: 'service_key = region_key',
    mistake: 'signing-key-not-binary/no-service',
  },
  {
    name: 'SHA-1 in the key chain',
    from: MAC,
    to: MAC.replace('sha256', 'sha1'),
    mistake: 'signing-key-not-binary/sha-1',
  },
  {
    name: 'the day before in the key',
    from: DATE_KEY,
    to: `from datetime import datetime, timedelta\n    before = datetime.strptime(timestamp[:8], "%Y%m%d") - timedelta(days=1)\n    date_key = hmac_sha256(${FIRST_KEY}, before.strftime("%Y%m%d"))`,
    mistake: 'scope-date-differs/key-of-another-day',
    typical: 'K12',
  },
  {
    name: 'a newline behind the secret',
    from: FIRST_KEY,
    to: '("AWS4" + secret + "\\n").encode()',
    mistake: 'secret-whitespace-newline/newline-behind',
    typical: 'K9',
  },
  {
    name: 'the secret percent-encoded',
    from: FIRST_KEY,
    to: '("AWS4" + uri_encode(secret)).encode()',
    mistake: 'secret-special-chars-mangled/percent-encoded',
    typical: 'K10',
  },
  {
    name: 'the last character of the secret lost',
    from: FIRST_KEY,
    to: '("AWS4" + secret[:-1]).encode()',
    mistake: 'secret-truncated/last-character-lost',
  },
  {
    name: 'the secret in small letters',
    from: FIRST_KEY,
    to: '("AWS4" + secret.lower()).encode()',
    mistake: 'secret-special-chars-mangled/case',
  },
  {
    name: 'another region in the key',
    from: 'region_key = hmac_sha256(date_key, region)',
    to: 'region_key = hmac_sha256(date_key, "eu-west-1")',
    mistake: 'wrong-region/key-for-another-region',
  },
  {
    name: 'another service in the key',
    from: 'service_key = hmac_sha256(region_key, service)',
    to: 'service_key = hmac_sha256(region_key, "execute-api")',
    mistake: 'wrong-service/key-for-another-service',
  },
];
