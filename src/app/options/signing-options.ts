/** Reads the options that determine how a request is signed. */
import { serviceRules } from '../../aws/services.ts';
import { given } from '../../bytes/bytes.ts';
import type { Input, Sourced } from '../../bytes/input.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { CHECKSUM_NAMES, type ChecksumName } from '../../crypto/checksums.ts';
import { TOKEN } from '../../http/message.ts';
import type { Algorithm } from '../../sigv4/algorithms/algorithm.ts';
import { ALGORITHMS } from '../../sigv4/algorithms/table.ts';
import { QUERY_STRING } from '../../sigv4/documentation.ts';
import { RULE_CHOICES, type Rules, usualPayload } from '../../sigv4/rules.ts';
import type { HeaderSelection } from '../../sigv4/schemes/signing-input.ts';
import { isRegionSet, isServiceName } from '../../sigv4/spellings.ts';
import { SMALLEST_CHUNK } from '../../sigv4/stages/chunk-signatures.ts';
import { LONGEST_EXPIRY } from '../../sigv4/timestamp.ts';
import type { OptionDefinition } from './option-values.ts';
import { byDefault, listOf, type NumberWanted, numberOf, type OptionValues, sourced, wordOf } from './option-values.ts';
import { RULE_OPTION, readRuleChoices } from './rule-option.ts';

/** The options that determine how a request is signed, each with its name in code and on the command line. */
export const HOW_OPTIONS = [
  ['presign', '--presign'],
  ['payload', '--payload'],
  ['algorithm', '--algorithm'],
  ['signedHeaders', '--signed-headers'],
  ['signHeader', '--sign-header'],
  ['noSignHeader', '--no-sign-header'],
  ['appendToken', '--append-token'],
  ['plus', '--plus'],
  ['rule', '--rule'],
] as const;

export const SIGNING_OPTIONS: readonly OptionDefinition[] = [
  {
    flags: '--region <region>',
    says: 'the default is AWS_REGION, AWS_DEFAULT_REGION, the profile, the host name, or us-east-1',
  },
  {
    flags: '--service <name>',
    says: 'the service of an https:// URL, s3 by default; other services have their own rules for paths and payloads',
  },
  {
    flags: '--endpoint-url <url>',
    says: 'another server for s3://; the default is AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, or the profile',
  },
  {
    flags: '--profile <name>',
    says: 'use the credentials and settings of this profile, even if the environment has keys',
  },
  { flags: '--path-style', says: 'for s3://: put the bucket in the path, not in the host name' },
  { flags: '--date <time>', says: 'the time of signing, such as 20130524T000000Z; the default is now' },
  {
    flags: '--no-sign-request',
    says: 'do not sign; for public buckets',
    excludes: [...HOW_OPTIONS.map(([name]) => name), 'postPolicy'],
  },
  { flags: '--presign', says: 'sign in the query: a URL that anyone can use until it expires' },
  { flags: '--expires-in <seconds>', says: 'how long a presigned URL is valid, 1 to 604800; the default is 3600' },
  {
    flags: '--payload <how>',
    says: 'hashed (the default), unsigned, streaming, or streaming-trailer (in signed chunks), or unsigned-trailer',
    values: RULE_CHOICES.payload,
  },
  {
    flags: '--chunk-size <bytes>',
    says: 'the size of the chunks of a streamed payload, 8192 or more; the default is 1048576',
  },
  {
    flags: '--trailer <checksum>',
    says: `the checksum after the chunks: ${CHECKSUM_NAMES.join(', ')}; the default is crc32`,
    values: CHECKSUM_NAMES,
  },
  {
    flags: '--algorithm <name>',
    says: 'sigv4 (the default), or sigv4a, which signs with a key pair for several Regions',
    values: ALGORITHMS.map(({ id }) => id),
  },
  {
    flags: '--region-set <regions>',
    says: 'for sigv4a: Regions separated by commas, * for all; the default is the Region',
  },
  {
    flags: '--signed-headers <names>',
    says: 'sign exactly these headers, separated by commas',
    excludes: ['signHeader', 'noSignHeader'],
  },
  { flags: '--sign-header <name>', says: 'also sign this header, which is not signed by default', repeats: true },
  { flags: '--no-sign-header <name>', says: 'do not sign this header', repeats: true },
  { flags: '--append-token', says: 'add the session token after signing, for services that want it unsigned' },
  {
    flags: '--plus <how>',
    says: 'what a + in a query is: literal (the default) or space',
    values: RULE_CHOICES.plusInQuery,
  },
  RULE_OPTION,
];

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

const DEFAULT_EXPIRY = '3600';
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
const CHUNK_SIZE: NumberWanted = {
  what: 'a number of bytes that a chunk can have',
  form: 'whole',
  range: [SMALLEST_CHUNK, LARGEST_CHUNK],
};
const EXPIRY: NumberWanted = {
  what: 'a number of seconds that a presigned URL can be valid for',
  form: 'whole',
  range: [1, LONGEST_EXPIRY],
};

/** Reads the options for signing. Returns a problem for an invalid value, or for options that contradict each other. */
export function readSigningOptions(options: OptionValues): SigningChoices | Problem {
  const service = sourced('--service', options.service) ?? byDefault('s3');
  if (!isServiceName(service.value)) return badService(service.value);
  const form = options.presign ? 'query' : 'header';
  const rules = readRules(options, service.value, form);
  const signedHeaders = readSelection(options);
  const chunkSize = numberOf('--chunk-size', options.chunkSize, DEFAULT_CHUNK, CHUNK_SIZE);
  const regionSet = sourced('--region-set', options.regionSet);
  const refusal = misplaced(options) ?? (regionSet && badRegionSet(regionSet.value));
  if (refusal) return refusal;
  if (isProblem(rules)) return rules;
  if (isProblem(signedHeaders)) return signedHeaders;
  if (isProblem(chunkSize)) return chunkSize;
  return {
    isSigned: options.signRequest !== false,
    service,
    rules,
    form,
    expiresIn: sourced('--expires-in', options.expiresIn) ?? byDefault(DEFAULT_EXPIRY),
    algorithm: ALGORITHMS.find(({ id }) => id === options.algorithm) ?? ALGORITHMS[0],
    regionSet,
    signedHeaders,
    chunkSize,
    trailer: rules.payload.endsWith('-trailer') ? wordOf(options.trailer, CHECKSUMS) : null,
  };
}

const CHECKSUMS = CHECKSUM_NAMES as readonly [ChecksumName, ...ChecksumName[]];

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

function usualRules(service: string, form: SigningChoices['form']): Rules {
  const { rules } = serviceRules(service);
  return { ...rules, payload: usualPayload(rules, form) };
}

/** Returns a problem if an option is given without another option that it requires. */
function misplaced(options: OptionValues): Problem | null {
  const needs = (option: string, given: boolean, other: string, isThere: boolean) =>
    given && !isThere
      ? problem('option', `${option} is given without ${other}.`, `Add ${other}, or leave out ${option}.`)
      : null;
  const payload = String(options.payload ?? '');
  return (
    needs('--expires-in', options.expiresIn !== undefined, '--presign', options.presign === true) ??
    needs('--region-set', options.regionSet !== undefined, '--algorithm sigv4a', options.algorithm === 'sigv4a') ??
    needs(
      '--chunk-size',
      options.chunkSize !== undefined,
      '--payload streaming',
      /^streaming|-trailer$/.test(payload),
    ) ??
    needs('--trailer', options.trailer !== undefined, '--payload streaming-trailer', payload.endsWith('-trailer')) ??
    badExpiryOption(options.expiresIn)
  );
}

/** Returns a problem for a text that is not a Region set, and `null` for a valid one. */
export function badRegionSet(value: string): Problem | null {
  if (isRegionSet(value)) return null;
  return problem(
    'option',
    `--region-set ${JSON.stringify(value)} is not a set of Regions.`,
    'Separate Regions with commas, without spaces: us-east-1,eu-*; * means all Regions.',
  );
}

function badExpiryOption(value: OptionValues[string]): Problem | null {
  const seconds = numberOf('--expires-in', value, null, EXPIRY);
  return isProblem(seconds) ? { ...seconds, see: QUERY_STRING } : null;
}

/** Returns the rules of the service, as modified by the options. */
function readRules(options: OptionValues, service: string, form: SigningChoices['form']): Rules | Problem {
  const { rules } = serviceRules(service);
  const payload = RULE_CHOICES.payload.find((choice) => choice === options.payload) ?? usualPayload(rules, form);
  const plus = wordOf(options.plus, RULE_CHOICES.plusInQuery);
  const choices = readRuleChoices(options.rule);
  if (isProblem(choices)) return choices;
  const token = options.appendToken ? ({ sessionToken: 'appended' } as const) : {};
  return { ...rules, payload, plusInQuery: plus, ...token, ...choices };
}

function readSelection(options: OptionValues): HeaderSelection | Problem {
  const also = listOf(options.signHeader).map((name) => name.toLowerCase());
  const without = listOf(options.noSignHeader).map((name) => name.toLowerCase());
  const exactly = typeof options.signedHeaders === 'string' ? options.signedHeaders.toLowerCase().split(',') : null;
  const broken = [...also, ...without, ...(exactly ?? [])].find((name) => !TOKEN.test(name));
  if (broken !== undefined) {
    return problem(
      'option',
      `${JSON.stringify(broken)} is not the name of a header.`,
      'Separate names with commas: host,x-amz-date.',
    );
  }
  return exactly
    ? { kind: 'exactly', names: exactly.map((name) => given(octetsFromText(name), SIGNED_HEADERS)) }
    : { kind: 'default', also, without };
}

const SIGNED_HEADERS: Input = { id: 'signed-headers', source: { kind: 'option', name: '--signed-headers' } };

function badService(service: string): Problem {
  return problem(
    'service',
    `${JSON.stringify(service)} is not the name of a service.`,
    'Give the name that the service has in credential scopes, such as s3, execute-api, or es.',
  );
}
