/** What a second opinion cannot settle, rule by rule: each says so only where the request at hand has it. */
import { type Bytes, plain } from '../../bytes/bytes.ts';
import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import { percentDecode, plusAsSpace } from '../../bytes/text-operations.ts';
import { queryParameters } from '../../http/target.ts';
import type { LeftOut, Limits, SecondOpinionInput } from './second-opinion.ts';

/** What the other signer does with headers, whatever it is asked. Names in lower case. */
export interface SignerHabits {
  /** Whether it leaves a header of this name unsigned, unless it is told to sign it. */
  readonly leavesUnsigned: (name: string) => boolean;
  /** Which headers it takes out of every request before it signs. */
  readonly takesOut: readonly string[];
}

/** A sentence, and which line of the canonical request has to be left out of the comparison, if any. */
interface Limit {
  readonly says: string;
  readonly leavesOut: readonly LeftOut[];
}

/** The values of each header, under its name in lower case, in the order sent. */
export type Fields = ReadonlyMap<string, readonly Octets[]>;

/** The headers that the signer writes itself, with one value each. */
const WRITTEN_BY_THE_SIGNER = ['x-amz-date', 'x-amz-content-sha256'];

/** The SHA-256 of zero bytes. */
export const HASH_OF_NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** Everything that an agreement on this request would not mean. */
export function limitsOf(input: SecondOpinionInput, habits: SignerHabits): Limits {
  const limits = [...pathLimits(input), ...queryLimits(input), ...headerLimits(input, habits), ...payloadLimits(input)];
  const leftOut = limits.flatMap((limit) => limit.leavesOut);
  const without = leftOut.length === 0 ? [] : [notCompared('the string to sign', 'Its signature is that of ours.')];
  return { leftOut, notCompared: [...limits, ...without].map((limit) => limit.says) };
}

/** The headers by name. */
export function fieldsOf({ headers }: Pick<SecondOpinionInput, 'headers'>): Fields {
  const fields = new Map<string, Octets[]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    fields.set(key, [...(fields.get(key) ?? []), value]);
  }
  return fields;
}

/** The names and values of the query as text, decoded; `null` where they are not UTF-8. */
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

const NO_TEXT = 'It is not UTF-8, and this signer takes only text.';

/** Empty segments, `.` and `..`, which normalising would take out. */
const ODD_SEGMENT = /\/(?:\.{0,2}\/|\.{1,2}$)/;

/** Whether the signer makes the canonical URI itself; otherwise it is given ours, since it can take one as it is. */
export function encodesPath({ path, rules }: Pick<SecondOpinionInput, 'path' | 'rules'>): boolean {
  if (rules.pathEncoding === 'once' || textFromOctets(path) === null) return false;
  // It encodes no path that it has not normalised.
  return rules.pathSegments === 'normalised' || !ODD_SEGMENT.test(path);
}

function pathLimits(input: SecondOpinionInput): Limit[] {
  const { path, ours } = input;
  if (path !== '' && !path.startsWith('/')) {
    const why = 'It does not begin with a slash, and this signer puts one there.';
    return [notCompared('the path', why, [{ part: 'path' }])];
  }
  const isPlain = path === '' || (path === ours.canonicalUri && !path.includes('%') && !ODD_SEGMENT.test(path));
  return isPlain || encodesPath(input)
    ? []
    : [notCompared('the encoding of the path', 'This signer takes the path as it is given, and is given ours.')];
}

function queryLimits(input: SecondOpinionInput): Limit[] {
  if (input.query === null) return [];
  const pairs = queryTexts(input);
  if (pairs === null) return [notCompared('the query', NO_TEXT, [{ part: 'query' }])];
  const names = pairs.map(([name]) => name);
  return [
    ...(/[%+]|^&|&&|&$/.test(input.query)
      ? [notCompared('the reading of the query', 'This signer is given names and values that are decoded already.')]
      : []),
    ...(names.some((name) => name.toLowerCase() === 'x-amz-signature')
      ? [otherRule('this signer takes X-Amz-Signature out of the query.')]
      : []),
    // It keeps parameters in an object, where that name is the prototype.
    ...(names.includes('__proto__') ? [otherRule('this signer cannot have __proto__ in the query.')] : []),
  ];
}

/** Which signed headers the signer writes itself, takes out, and signs as they are. */
function headerLimits(input: SecondOpinionInput, habits: SignerHabits): Limit[] {
  const fields = fieldsOf(input);
  const signed = [...fields.keys()].filter((name) => input.signedHeaders.some((each) => each === name));
  const written = signed.filter((name) => WRITTEN_BY_THE_SIGNER.includes(name));
  const takenOut = signed.filter((name) => habits.takesOut.includes(name) && !written.includes(name));
  const copied = signed.filter((name) => !written.includes(name) && !takenOut.includes(name));
  const isRepeated = (name: string) => valuesOf(fields, name).length > 1;
  const isText = (name: string) => valuesOf(fields, name).every((value) => textFromOctets(value) !== null);
  const texts = copied.filter(isText);
  return [
    ...choiceLimits(copied, [...fields.keys()], habits),
    ...withoutHeaders(takenOut, 'This signer takes it out of every request.'),
    ...withoutHeaders(written.filter(isRepeated), 'It is sent more than once, and this signer writes its own.'),
    ...withoutHeaders(
      copied.filter((name) => !isText(name)),
      NO_TEXT,
    ),
    ...texts
      .filter(isRepeated)
      .map((name) =>
        notCompared(`how ${name} is joined`, 'It is sent more than once, and this signer is given one value: ours.'),
      ),
    ...texts
      .filter((name) => valuesOf(fields, name).some(hasTab))
      .map((name) => otherRule(`this signer makes the tabs of ${name} spaces; AWS's pages name the space only.`)),
  ];
}

/** Which headers are signed is nothing that the signer is asked. */
function choiceLimits(signed: readonly string[], all: readonly string[], habits: SignerHabits): Limit[] {
  const left = all.filter((name) => !signed.includes(name));
  const isOnlyLeftHere = (name: string) =>
    !habits.leavesUnsigned(name) && !habits.takesOut.includes(name) && !WRITTEN_BY_THE_SIGNER.includes(name);
  return [
    ...signed
      .filter(habits.leavesUnsigned)
      .map((name) => notCompared(`the choice to sign ${name}`, 'Left to itself, this signer does not.')),
    ...left
      .filter(isOnlyLeftHere)
      .map((name) => notCompared(`the choice not to sign ${name}`, 'Left to itself, this signer does.')),
  ];
}

const withoutHeaders = (names: readonly string[], why: string) =>
  names.map((name) => notCompared(name, why, [{ part: 'header', name }]));

const valuesOf = (fields: Fields, name: string) => fields.get(name) ?? [];

/** Tabs beside a line fold go with it, in both signers. */
const hasTab = (value: Octets) => value.replace(/[ \t]*\r?\n[ \t]+/g, ' ').includes('\t');

function payloadLimits({ hashedPayload }: SecondOpinionInput): Limit[] {
  return /^[0-9a-f]{64}$/.test(hashedPayload) && hashedPayload !== HASH_OF_NOTHING
    ? [notCompared('the hash of the payload', 'This signer is given it.')]
    : [];
}

function notCompared(what: string, why: string, leavesOut: readonly LeftOut[] = []): Limit {
  return { says: `Not compared: ${what}. ${why}`, leavesOut };
}

/** It is compared all the same, and the line will differ. */
function otherRule(says: string): Limit {
  return { says: `Another rule: ${says}`, leavesOut: [] };
}
