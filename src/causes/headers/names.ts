/** Causes that involve the names of the signed headers. */

import { type Bytes, join, rewrite } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { type CanonicalHeader, type Draft, linesOf, partBytes, putBytes, withHeaders } from '../../drafts/draft.ts';
import { sentFields, withList } from '../../drafts/header-changes.ts';
import type { MutationContext } from '../../drafts/mutation.ts';
import { eachOf } from '../../drafts/parts.ts';
import { mayBeSignersMistake } from '../../sides/answers/mismatch.ts';
import { headersNotSigned } from '../../sides/answers/unsigned-headers.ts';
import { signedNames } from '../../sides/signs.ts';
import { MISMATCH } from '../answers.ts';
import { type Change, cause, explains, signing } from '../define-cause.ts';
import { ofHeaders } from '../features/headers.ts';

type Spelling = (around: MutationContext) => (name: string) => string;

const asSent: Spelling = (around) => {
  const sent = sentFields(around);
  return (name) => sent.get(name)?.[0]?.name.octets ?? name;
};
const inCapitals = (name: string) => name.replace(/(?:^|-)[a-z]/g, (initial) => initial.toUpperCase());
const capitalized: Spelling = () => inCapitals;
/** Writes names like older signers: x-amz-* headers in lowercase, and all others capitalized. */
const capitalizedButOwn: Spelling = () => (name) => (name.startsWith('x-amz-') ? name : inCapitals(name));
const withMd5: Spelling = () => (name) => name.replace(/md5/, 'MD5');
const withMd5Capitalized: Spelling = () => (name) => inCapitals(name).replace(/Md5/, 'MD5');
const asReported: Spelling = ({ other }) => {
  const reported = new Map(other?.headers.map((header) => [header.name.toLowerCase(), header.name]));
  return (name) => reported.get(name) ?? name;
};
const SPELLINGS = [asReported, asSent, capitalized, capitalizedButOwn, withMd5, withMd5Capitalized];

const listOf = (headers: readonly CanonicalHeader[]) => headers.map(({ name }) => name).join(';') as Octets;
const sorted = (headers: readonly CanonicalHeader[]) =>
  headers.toSorted((one, other) => (one.name < other.name ? -1 : 1));
const inLowerCase = (headers: readonly CanonicalHeader[]) =>
  headers.map(({ name, value }) => ({ name: name.toLowerCase() as Octets, value }));

type Renaming = (draft: Draft, headers: readonly CanonicalHeader[]) => readonly Draft[];
const inLines: Renaming = (draft, headers) => [{ ...draft, headers }];
const inList: Renaming = (draft, headers) => [{ ...draft, signedHeaders: listOf(headers) }];
const inLinesAndList: Renaming = (draft, headers) => [{ ...draft, headers, signedHeaders: listOf(headers) }];

/** Creates a draft for each of these spellings that changes the name of a header. */
const inEach =
  (spellings: readonly Spelling[], make: Renaming): Change =>
  (draft, around) =>
    spellings
      .map((spelling) => spelling(around))
      .map((spell) => draft.headers.map(({ name, value }) => ({ name: spell(name) as Octets, value })))
      .filter((headers) => listOf(headers) !== listOf(draft.headers))
      .flatMap((headers) => make(draft, headers));

const SEPARATOR: Transform = { id: 'other-separators', done: 'replaced as a separator', secrecy: 'keeps' };

/** Replaces the semicolons of the list with another separator. */
const separatedBy = (draft: Draft, separator: string): Bytes =>
  rewrite(partBytes(draft, 'signedHeaders'), SEPARATOR, /;/g, () => separator);

/** Uses the other side's list if that list has uppercase letters. */
function asListed(draft: Draft, { other }: MutationContext): Draft[] {
  const list = other?.signedHeaders;
  return list && list !== draft.signedHeaders && list.toLowerCase() === draft.signedHeaders
    ? [{ ...draft, signedHeaders: list }]
    : [];
}

export const headerNameNotLowercased = cause('header-name-not-lowercased', 'signed-headers', {
  says: 'Header names were signed with uppercase letters.',
  symptom:
    "The client's canonical headers or SignedHeaders contain uppercase letters or a separator other than a semicolon.",
  fix: 'Convert header names to lowercase before you sort them, in the canonical headers and in the list of signed headers.',
  threads: `
    minio/minio-java/pull/252 amazon-php/sp-api-sdk/pull/179 TTLabs/EvaporateJS/issues/47 async-aws/aws/pull/2057
  `,
  features: [ofHeaders.capitalInCanonicalName],
  lesson: 'ten-lines',
  twins: [
    {
      variant: 'lines-and-list',
      twin: 'sorted-by-capitals',
      apart: 'rarely',
      says: 'Names with uppercase letters sort in the same order as lowercase names, unless some of them begin with a lowercase letter.',
    },
  ],
  mutations: {
    lines: signing('The canonical headers have names with uppercase letters.', inEach(SPELLINGS, inLines)),
    'lines-and-list': signing(
      'The canonical headers and the list of signed headers have names with uppercase letters.',
      inEach(SPELLINGS, inLinesAndList),
    ),
    list: signing(
      'The list of signed headers has names with uppercase letters.',
      eachOf(inEach(SPELLINGS, inList), asListed),
    ),
    'sorted-by-capitals': signing(
      'Header names were sorted with uppercase letters, which come before all lowercase letters.',
      inEach(SPELLINGS, (draft, headers) => inLinesAndList(draft, sorted(headers))),
    ),
    'sorted-before-lower-case': signing(
      'Header names were sorted with uppercase letters and only then converted to lowercase.',
      inEach(SPELLINGS, (draft, headers) => inLinesAndList(draft, inLowerCase(sorted(headers)))),
    ),
    commas: signing('The names of the signed headers are separated by commas, not by semicolons.', (draft) =>
      [',', ', '].flatMap((separator) => withList(draft, separatedBy(draft, separator))),
    ),
    'other-separators': signing(
      'The names of the signed headers have a wrong separator, or a separator after the last name.',
      (draft) =>
        ['; ', ' ', ':', '\n', '&', '%3B']
          .map((separator) => separatedBy(draft, separator))
          .concat(join([partBytes(draft, 'signedHeaders'), putBytes(draft, ';')]))
          .flatMap((list) => withList(draft, list)),
    ),
  },
  /** Examines only the client's text as a whole, because a text in which names have two spellings cannot be parsed. */
  suspects(sides) {
    const { canonicalRequest, known } = sides.client;
    if (known !== 'quoted' || canonicalRequest === null || !mayBeSignersMistake(sides)) return null;
    const [, , , ...lines] = linesOf(canonicalRequest);
    const list = lines.at(-2) ?? '';
    const names = lines.slice(0, -2).map((line) => line.slice(0, Math.max(0, line.indexOf(':'))));
    if (!/[A-Z]/.test(names.join('')) && !/^(?=.*[A-Z])[\w.;-]+$/.test(list)) return null;
    return explains('The text that the client signed has header names with uppercase letters.');
  },
});

/** The dotless i, U+0131, in UTF-8. */
const DOTLESS = '\xc4\xb1';
const SAYS = 'The header names were lowercased with Turkish rules: "I" became "ı".';

const lowercaseCapitals: Spelling = (around) => {
  const sent = sentFields(around);
  const small = (letter: string) => (letter === 'I' ? DOTLESS : letter.toLowerCase());
  return (name) => {
    const written = sent.get(name)?.[0]?.name.octets ?? name;
    return written.includes('I') ? written.replace(/[A-Z]/g, small) : name;
  };
};
const atBeginnings: Spelling = () => (name) => name.replace(/(^|[-_])i/g, `$1${DOTLESS}`);
const everywhere: Spelling = () => (name) => name.replaceAll('i', DOTLESS);

const TURKISH = [lowercaseCapitals, atBeginnings, everywhere];

export const turkishLocaleLowercase = cause('turkish-locale-lowercase', 'signed-headers', {
  says: SAYS,
  symptom: 'The name of a signed header contains a dotless ı (U+0131).',
  fix: 'Lowercase names without a locale: toLowerCase(Locale.ROOT) in Java, ToLowerInvariant() in .NET. As a workaround in Java, run with -Duser.language=en.',
  lines: { java: 'name.toLowerCase(Locale.ROOT)', dotnet: 'name.ToLowerInvariant()' },
  threads: 'huaweicloud/huaweicloud-sdk-net-v3/issues/64 apache/paimon/issues/10086 apache/paimon/pull/10087',
  lesson: 'ten-lines',
  answers: { 'lines-and-list': [MISMATCH, 'AccessDenied'] },
  mutations: {
    lines: signing(
      'The canonical headers have names with "ı" instead of "i", as Turkish rules lowercase "I".',
      inEach(TURKISH, (draft, headers) => [headers, sorted(headers)].flatMap((lines) => inLines(draft, lines))),
    ),
    'lines-and-list': signing(
      'The canonical headers and the list of signed headers have names with "ı" instead of "i", as Turkish rules lowercase "I".',
      inEach(TURKISH, (draft, headers) => [headers, sorted(headers)].map((lines) => withHeaders(draft, lines))),
    ),
  },
  /** Reports the mistake if the server says that a header is not signed and a listed name contains a dotless i. */
  states(answer, sides) {
    const isListed = signedNames(sides).some((name) => name.includes(DOTLESS));
    return isListed && headersNotSigned(answer) !== null ? { says: SAYS, variant: 'lines-and-list' } : null;
  },
  suspects(sides) {
    const text = `${sides.client.known === 'quoted' ? (sides.client.canonicalRequest ?? '') : ''}${signedNames(sides).join(';')}`;
    const names = text.split('\n').map((line) => line.slice(0, line.includes(':') ? line.indexOf(':') : undefined));
    return names.some((name) => name.includes(DOTLESS)) && mayBeSignersMistake(sides) ? explains(SAYS) : null;
  },
});
