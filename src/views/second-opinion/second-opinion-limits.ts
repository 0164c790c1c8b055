/** Lists the limits of a second opinion that apply to a request. */
import { type Bytes, plain } from '../../bytes/bytes.ts';
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import { percentDecode, plusAsSpace } from '../../bytes/text-operations.ts';
import { HASH_OF_NOTHING } from '../../crypto/digests.ts';
import { queryParameters } from '../../http/target.ts';
import type { LeftOut, Limits, SecondOpinionInput } from './second-opinion.ts';

/** The headers that the other signer handles in its own way. Names are in lowercase. */
export interface SignerHabits {
  /** Returns whether the signer leaves a header unsigned by default. */
  readonly leavesUnsigned: (name: string) => boolean;
  /** The headers that the signer removes from every request before signing. */
  readonly takesOut: readonly string[];
}

/**
 * A limit in one sentence. `leftOut` is the line of the canonical request that is excluded from the comparison, if any.
 */
interface Limit {
  readonly says: string;
  readonly leftOut?: LeftOut | undefined;
}

/** The headers that the other signer writes itself, each with a single value. */
const WRITTEN_BY_THE_SIGNER = ['x-amz-date', 'x-amz-content-sha256'];

/** Lists what would remain open even if the other signer agreed on this request. */
export function limitsOf(input: SecondOpinionInput, habits: SignerHabits): Limits {
  const limits = [
    ...pathLimits(input),
    ...queryLimits(input),
    ...[...fieldsOf(input)].flatMap(([name, values]) =>
      input.signedHeaders.some((signed) => signed === name)
        ? [...signedLimits(name, values, habits)]
        : unsignedLimits(name, habits),
    ),
    ...payloadLimits(input),
  ];
  const leftOut = limits.flatMap((limit) => limit.leftOut ?? []);
  const without =
    leftOut.length === 0 ? [] : [notCompared('the string to sign', 'This signer signs our string to sign.')];
  return { leftOut, notCompared: [...limits, ...without].map(({ says }) => says) };
}

/** Returns the values of each header in the order in which they were sent, grouped by lowercase name. */
export function fieldsOf({ headers }: Pick<SecondOpinionInput, 'headers'>): ReadonlyMap<string, readonly Octets[]> {
  const grouped = Map.groupBy(headers, ([name]) => name.toLowerCase());
  return new Map([...grouped].map(([name, fields]) => [name, fields.map(([, value]) => value)]));
}

/** Returns the decoded names and values of the query as text. Returns `null` if the query is not UTF-8. */
export function queryTexts({
  query,
  rules,
}: Pick<SecondOpinionInput, 'query' | 'rules'>): [name: string, value: string][] | null {
  const decoded = (part: Bytes) =>
    textFromOctets(percentDecode(rules.plusInQuery === 'space' ? plusAsSpace(part) : part).octets);
  const pairs: [string, string][] = [];
  for (const { name, value } of queryParameters(query === null ? null : plain(query))) {
    const nameText = decoded(name);
    const valueText = value === null ? '' : decoded(value);
    if (nameText === null || valueText === null) return null;
    pairs.push([nameText, valueText]);
  }
  return pairs;
}

const NO_TEXT = 'It is not UTF-8, and this signer takes text only.';

/** Matches an empty segment, `.`, or `..`. Normalization removes these segments. */
const ODD_SEGMENT = /\/(?:\.{0,2}\/|\.{1,2}$)/;

/**
 * Returns whether the other signer can encode the path, which it can do only with a normalized path. For any other
 * path, the other signer receives this program's canonical path.
 */
export function encodesPath({ path, rules }: Pick<SecondOpinionInput, 'path' | 'rules'>): boolean {
  if (rules.pathEncoding === 'once' || textFromOctets(path) === null) return false;
  return rules.pathSegments === 'normalised' || !ODD_SEGMENT.test(path);
}

function pathLimits(input: SecondOpinionInput): Limit[] {
  const { path, ours } = input;
  if (path !== '' && !path.startsWith('/'))
    return [notCompared('the path', 'It does not begin with a slash, and this signer adds one.', { part: 'path' })];
  const isPlain = path === '' || (path === ours.canonicalUri && !path.includes('%') && !ODD_SEGMENT.test(path));
  return isPlain || encodesPath(input)
    ? []
    : [notCompared('the encoding of the path', 'This signer does not encode it, so it is given our canonical path.')];
}

function* queryLimits(input: SecondOpinionInput): Generator<Limit> {
  if (input.query === null) return;
  const names = queryTexts(input)?.map(([name]) => name);
  if (!names) return yield notCompared('the query', NO_TEXT, { part: 'query' });
  if (/[%+]|^&|&&|&$/.test(input.query))
    yield notCompared('the parsing of the query', 'This signer takes decoded names and values.');
  if (names.some((name) => name.toLowerCase() === 'x-amz-signature'))
    yield otherRule('this signer removes X-Amz-Signature from the query.');
  // The signer stores parameters in a JavaScript object, in which this name refers to the prototype.
  if (names.includes('__proto__')) yield otherRule('this signer cannot sign a parameter named __proto__.');
}

/**
 * Yields the limits for a signed header. The other signer may write the header itself, remove the header, or sign the
 * header unchanged.
 */
function* signedLimits(name: string, values: readonly Octets[], habits: SignerHabits): Generator<Limit> {
  const leftOut = { part: 'header', name } as const;
  const isRepeated = values.length > 1;
  if (WRITTEN_BY_THE_SIGNER.includes(name)) {
    if (isRepeated) yield notCompared(name, 'It is sent several times, and this signer writes its own.', leftOut);
    return;
  }
  if (habits.takesOut.includes(name))
    return yield notCompared(name, 'This signer removes it from every request.', leftOut);
  if (habits.leavesUnsigned(name))
    yield notCompared(`the choice to sign ${name}`, 'By default, this signer does not sign it.');
  if (values.some((value) => textFromOctets(value) === null)) return yield notCompared(name, NO_TEXT, leftOut);
  if (isRepeated)
    yield notCompared(`how ${name} is joined`, 'It is sent several times, and this signer is given our joined value.');
  if (values.some(hasTab))
    yield otherRule(`this signer replaces the tabs of ${name} with spaces; AWS documents this for spaces only.`);
}

function unsignedLimits(name: string, { leavesUnsigned, takesOut }: SignerHabits): Limit[] {
  const isUnsignedThere = leavesUnsigned(name) || takesOut.includes(name) || WRITTEN_BY_THE_SIGNER.includes(name);
  return isUnsignedThere ? [] : [notCompared(`the choice not to sign ${name}`, 'By default, this signer signs it.')];
}

/** Returns whether a value contains tabs. Tabs next to a line fold are ignored because both signers drop them. */
const hasTab = (value: Octets) => value.replace(/[ \t]*\r?\n[ \t]+/g, ' ').includes('\t');

function payloadLimits({ hashedPayload }: SecondOpinionInput): Limit[] {
  return /^[0-9a-f]{64}$/.test(hashedPayload) && hashedPayload !== HASH_OF_NOTHING
    ? [notCompared('the hash of the payload', 'This signer is given our hash.')]
    : [];
}

const notCompared = (what: string, why: string, leftOut?: LeftOut): Limit => ({
  says: `Not compared: ${what}. ${why}`,
  leftOut,
});

/** Creates a limit for a line that is still compared but will differ. */
const otherRule = (says: string): Limit => ({ says: `Another rule: ${says}` });
