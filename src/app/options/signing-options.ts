/** Defines the options that determine how a request is signed. */
import { rulesOf, serviceRules } from '../../aws/services.ts';
import { given } from '../../bytes/bytes.ts';
import type { Input, Sourced } from '../../bytes/input.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { CHECKSUM_NAMES, type ChecksumName } from '../../crypto/checksums.ts';
import type { Algorithm } from '../../sigv4/algorithms/algorithm.ts';
import { ALGORITHMS } from '../../sigv4/algorithms/table.ts';
import { QUERY_STRING } from '../../sigv4/documentation.ts';
import { RULE_CHOICES, type Rules, usualPayload } from '../../sigv4/rules.ts';
import type { HeaderSelection } from '../../sigv4/schemes/signing-input.ts';
import { isRegionSet, isServiceName } from '../../sigv4/spellings.ts';
import { SMALLEST_CHUNK } from '../../sigv4/stages/chunk-signatures.ts';
import { LONGEST_EXPIRY } from '../../sigv4/timestamp.ts';
import { byDefault, type OptionDefinitions, type ValuesOf } from './option-values.ts';
import { RULE_OPTION, ruleChoices } from './rule-option.ts';
import { HEADER_NAME, MOMENT, REGION } from './signing-kinds.ts';
import { choice, listed, sourced, textThat, wholeNumber } from './value-kinds.ts';

/** The names of the options that determine how a request is signed, but not how a form is. */
export const REQUEST_SIGNING = [
  'presign',
  'payload',
  'algorithm',
  'signedHeaders',
  'signHeader',
  'noSignHeader',
  'appendToken',
  'plus',
  'rule',
] as const;

const SERVICE = textThat(
  isServiceName,
  'the name of a service',
  'Give the name that the service has in credential scopes, such as s3, execute-api, or es.',
);

export const REGION_SET = textThat(
  isRegionSet,
  'a set of Regions',
  'Separate Regions with commas, without spaces: us-east-1,eu-*; * means all Regions.',
);

const DEFAULT_EXPIRY = '3600';
const EXPIRY = wholeNumber(
  'a number of seconds that a presigned URL can be valid for',
  [1, LONGEST_EXPIRY],
  QUERY_STRING,
);

/**
 * The default chunk size in bytes. With chunks of this size, signing is fast compared with hashing (npm run bench --
 * chunks).
 */
const DEFAULT_CHUNK = 1_048_576;
/**
 * The maximum chunk size in bytes. A chunk must stay in memory until it is hashed, because the chunk's signature is
 * sent before the chunk.
 */
const LARGEST_CHUNK = 67_108_864;
const CHUNK_SIZE = wholeNumber('a number of bytes that a chunk can have', [SMALLEST_CHUNK, LARGEST_CHUNK]);

export const SIGNING_OPTIONS = {
  region: {
    flags: '--region <region>',
    says: 'the default is AWS_REGION, AWS_DEFAULT_REGION, the profile, the host name, or us-east-1',
    as: sourced(REGION),
  },
  service: {
    flags: '--service <name>',
    says: 'the service of an https:// URL, s3 by default; other services have their own rules for paths and payloads',
    as: sourced(SERVICE),
  },
  endpointUrl: {
    flags: '--endpoint-url <url>',
    says: 'another server for s3://; the default is AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, or the profile',
    as: sourced({ read: (text) => text }),
  },
  profile: {
    flags: '--profile <name>',
    says: 'use the credentials and settings of this profile, even if the environment has keys',
  },
  pathStyle: { flags: '--path-style', says: 'for s3://: put the bucket in the path, not in the host name' },
  date: {
    flags: '--date <time>',
    says: 'the time of signing, such as 20130524T000000Z; the default is now',
    as: sourced(MOMENT),
  },
  noSignRequest: {
    flags: '--no-sign-request',
    says: 'do not sign; for public buckets',
    conflicts: [...REQUEST_SIGNING, 'postPolicy'],
  },
  presign: { flags: '--presign', says: 'sign in the query: a URL that anyone can use until it expires' },
  expiresIn: {
    flags: '--expires-in <seconds>',
    says: 'how long a presigned URL is valid, 1 to 604800; the default is 3600',
    as: sourced(EXPIRY),
    needs: { option: 'presign' },
  },
  payload: {
    flags: '--payload <how>',
    says: 'hashed (the default), unsigned, streaming, or streaming-trailer (in signed chunks), or unsigned-trailer',
    as: choice(RULE_CHOICES.payload),
  },
  chunkSize: {
    flags: '--chunk-size <bytes>',
    says: 'the size of the chunks of a streamed payload, 8192 or more; the default is 1048576',
    as: CHUNK_SIZE,
    needs: { option: 'payload', is: ['streaming', 'streaming-trailer', 'unsigned-trailer'] },
  },
  trailer: {
    flags: '--trailer <checksum>',
    says: `the checksum after the chunks: ${CHECKSUM_NAMES.join(', ')}; the default is crc32`,
    as: choice(CHECKSUM_NAMES),
    needs: { option: 'payload', is: ['streaming-trailer', 'unsigned-trailer'] },
  },
  algorithm: {
    flags: '--algorithm <name>',
    says: 'sigv4 (the default), or sigv4a, which signs with a key pair for several Regions',
    as: choice(ALGORITHMS.map(({ id }) => id)),
  },
  regionSet: {
    flags: '--region-set <regions>',
    says: 'for sigv4a: Regions separated by commas, * for all; the default is the Region',
    as: sourced(REGION_SET),
    needs: { option: 'algorithm', is: ['sigv4a'] },
  },
  signedHeaders: {
    flags: '--signed-headers <names>',
    says: 'sign exactly these headers, separated by commas',
    as: listed(HEADER_NAME),
    conflicts: ['signHeader', 'noSignHeader'],
  },
  signHeader: {
    flags: '--sign-header <name>',
    says: 'also sign this header, which is not signed by default',
    as: HEADER_NAME,
    repeats: true,
  },
  noSignHeader: { flags: '--no-sign-header <name>', says: 'do not sign this header', as: HEADER_NAME, repeats: true },
  appendToken: {
    flags: '--append-token',
    says: 'add the session token after signing, for services that want it unsigned',
  },
  plus: {
    flags: '--plus <how>',
    says: 'what a + in a query is: literal (the default) or space',
    as: choice(RULE_CHOICES.plusInQuery),
  },
  rule: RULE_OPTION,
} as const satisfies OptionDefinitions;

/** The user's choices for signing the request. */
export interface SigningChoices {
  readonly isSigned: boolean;
  readonly service: Sourced<string>;
  readonly rules: Rules;
  readonly form: 'header' | 'query';
  /** The lifetime of a presigned URL in seconds, as typed. */
  readonly expiresIn: Sourced<string>;
  readonly algorithm: Algorithm;
  /** The Regions for which a SigV4A signature is valid; `null` means only the request's Region. */
  readonly regionSet: Sourced<string> | null;
  readonly signedHeaders: HeaderSelection;
  readonly chunkSize: number;
  /** The checksum in the trailing header; `null` if nothing follows the chunks. */
  readonly trailer: ChecksumName | null;
}

/** Reads the options for signing. */
export function readSigningOptions(options: ValuesOf<typeof SIGNING_OPTIONS>): SigningChoices {
  const algorithm = ALGORITHMS.find(({ id }) => id === options.algorithm) ?? ALGORITHMS[0];
  const service = options.service ?? byDefault('s3');
  const form = options.presign ? 'query' : 'header';
  const rules = readRules(options, service.value, form);
  return {
    isSigned: !options.noSignRequest,
    service,
    rules,
    form,
    expiresIn: options.expiresIn ?? byDefault(DEFAULT_EXPIRY),
    algorithm,
    regionSet: options.regionSet ?? null,
    signedHeaders: readSelection(options),
    chunkSize: options.chunkSize ?? DEFAULT_CHUNK,
    trailer: rules.payload.endsWith('-trailer') ? (options.trailer ?? 'crc32') : null,
  };
}

/** How a request is signed without options. */
export const USUAL_SIGNING = readSigningOptions({ signHeader: [], noSignHeader: [], rule: [] });

/**
 * Returns the signing choices for a pasted request: the service of its host, and the rules of that service. Choices
 * made by options are kept. `service` is `null` if the host does not identify it.
 */
export function signingOfPaste(choices: SigningChoices, service: string | null): SigningChoices {
  const before = choices.service.value;
  if (service === null || service === before || choices.service.source.kind === 'option') return choices;
  const usual = usualRules(before, choices.form);
  const chosen = Object.entries(choices.rules).filter(([name, value]) => value !== usual[name as keyof Rules]);
  const rules: Rules = { ...usualRules(service, choices.form), ...Object.fromEntries(chosen) };
  return { ...choices, service: { value: service, source: { kind: 'host-name' } }, rules };
}

/** Returns the choices for a signature in a header, or in the URL. The payload has the usual hash unless one was chosen. */
export function signingIn(choices: SigningChoices, form: SigningChoices['form']): SigningChoices {
  const rules = rulesOf(choices.service.value);
  const isUsual = choices.rules.payload === usualPayload(rules, choices.form);
  const payload = isUsual ? usualPayload(rules, form) : choices.rules.payload;
  return { ...choices, form, rules: { ...choices.rules, payload } };
}

function usualRules(service: string, form: SigningChoices['form']): Rules {
  const { rules } = serviceRules(service);
  return { ...rules, payload: usualPayload(rules, form) };
}

/** Returns the rules of the service, as modified by the options. */
function readRules(
  { payload, plus, appendToken, rule }: ValuesOf<typeof SIGNING_OPTIONS>,
  service: string,
  form: SigningChoices['form'],
): Rules {
  const rules = rulesOf(service);
  return {
    ...rules,
    payload: payload ?? usualPayload(rules, form),
    plusInQuery: plus ?? RULE_CHOICES.plusInQuery[0],
    ...(appendToken && { sessionToken: 'appended' }),
    ...ruleChoices(rule),
  };
}

function readSelection({ signHeader, noSignHeader, signedHeaders }: ValuesOf<typeof SIGNING_OPTIONS>): HeaderSelection {
  return signedHeaders
    ? { kind: 'exactly', names: signedHeaders.map((name) => given(octetsFromText(name), SIGNED_HEADERS)) }
    : { kind: 'default', also: signHeader, without: noSignHeader };
}

const SIGNED_HEADERS: Input = { id: 'signed-headers', source: { kind: 'option', name: '--signed-headers' } };
