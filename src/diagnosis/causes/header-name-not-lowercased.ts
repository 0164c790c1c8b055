/** The names of headers are signed in lower case, in the lines and in the list, joined by semicolons. */
import { type Bytes, join, rewrite } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeSignersMistake } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { type CanonicalHeader, type Draft, linesOf, partBytes, putBytes } from '../draft/draft.ts';
import { sentFields, withList } from '../draft/header-changes.ts';
import { signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import type { Surroundings } from '../surroundings.ts';

type Spelling = (around: Surroundings) => (name: string) => string;

const asSent: Spelling = (around) => {
  const sent = sentFields(around);
  return (name) => sent.get(name)?.[0]?.name.octets ?? name;
};
const inCapitals = (name: string) => name.replace(/(?:^|-)[a-z]/g, (initial) => initial.toUpperCase());
const capitalised: Spelling = () => inCapitals;
/** As older signers write them: S3's own headers in lower case, the others with capitals. */
const capitalisedButOwn: Spelling = () => (name) => (name.startsWith('x-amz-') ? name : inCapitals(name));
const withMd5: Spelling = () => (name) => name.replace(/md5/, 'MD5');
const withMd5Capitalised: Spelling = () => (name) => inCapitals(name).replace(/Md5/, 'MD5');
/** As the client says that it signed them. */
const asSaid: Spelling = ({ other }) => {
  const said = new Map(other?.headers.map((header) => [header.name.toLowerCase(), header.name]));
  return (name) => said.get(name) ?? name;
};
const SPELLINGS = [asSaid, asSent, capitalised, capitalisedButOwn, withMd5, withMd5Capitalised];

const spelled = (draft: Draft, around: Surroundings, spelling: Spelling): CanonicalHeader[] =>
  renamed(draft, spelling(around));
const renamed = ({ headers }: Draft, spell: (name: string) => string): CanonicalHeader[] =>
  headers.map(({ name, value }) => ({ name: spell(name) as Octets, value }));
const listOf = (headers: readonly CanonicalHeader[]) => headers.map(({ name }) => name).join(';') as Octets;
const byName = (one: CanonicalHeader, other: CanonicalHeader) => (one.name < other.name ? -1 : 1);

/** What each spelling makes of the headers; none where it changes no name. */
const inEachSpelling =
  (make: (draft: Draft, headers: CanonicalHeader[]) => Draft) => (draft: Draft, around: Surroundings) =>
    SPELLINGS.map((spelling) => spelled(draft, around, spelling))
      .filter((headers) => listOf(headers) !== listOf(draft.headers))
      .map((headers) => make(draft, headers));

const SEPARATOR: Transform = { id: 'other-separators', done: 'replaced as a separator', secrecy: 'keeps' };

/** The list with something else in place of its semicolons. */
const separatedBy = (draft: Draft, separator: string): Bytes =>
  rewrite(partBytes(draft, 'signedHeaders'), SEPARATOR, /;/g, () => separator);

/** With the list of the other side, where that has capitals. */
function asListed(draft: Draft, { other }: Surroundings): Draft[] {
  const list = other?.signedHeaders;
  return list && list !== draft.signedHeaders && list.toLowerCase() === draft.signedHeaders
    ? [{ ...draft, signedHeaders: list }]
    : [];
}

export const headerNameNotLowercased: Cause = {
  id: 'header-name-not-lowercased',
  stage: 'signed-headers',
  says: 'The names of headers were signed with capitals.',
  fix: 'Write the names of headers in lower case before sorting them, in the canonical headers and in the list of signed headers.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/minio/minio-java/pull/252',
    'https://github.com/amazon-php/sp-api-sdk/pull/179',
    'https://github.com/TTLabs/EvaporateJS/issues/47',
    'https://github.com/async-aws/aws/pull/2057',
  ],
  mutations: [
    signing(
      'lines',
      'The canonical headers have the names of headers with capitals.',
      inEachSpelling((draft, headers) => ({ ...draft, headers })),
    ),
    signing(
      'lines-and-list',
      'The canonical headers and the list of signed headers have names with capitals.',
      inEachSpelling((draft, headers) => ({ ...draft, headers, signedHeaders: listOf(headers) })),
    ),
    signing('list', 'The list of signed headers has names with capitals.', (draft, around) => [
      ...inEachSpelling((one, headers) => ({ ...one, signedHeaders: listOf(headers) }))(draft, around),
      ...asListed(draft, around),
    ]),
    signing(
      'sorted-by-capitals',
      'The names of headers were sorted with their capitals, which stand before all small letters.',
      inEachSpelling((draft, headers) => {
        const sorted = headers.toSorted(byName);
        return { ...draft, headers: sorted, signedHeaders: listOf(sorted) };
      }),
    ),
    signing(
      'sorted-before-lower-case',
      'The names of headers were sorted while they had capitals, and written in lower case only then.',
      inEachSpelling((draft, headers) => {
        const sorted = headers
          .toSorted(byName)
          .map(({ name, value }) => ({ name: name.toLowerCase() as Octets, value }));
        return { ...draft, headers: sorted, signedHeaders: listOf(sorted) };
      }),
    ),
    signing('commas', 'Commas stand between the names of the signed headers, where semicolons should.', (draft) =>
      [',', ', '].flatMap((separator) => withList(draft, separatedBy(draft, separator))),
    ),
    signing(
      'other-separators',
      'Something else than a semicolon stands between or behind the names of the signed headers.',
      (draft) =>
        ['; ', ' ', ':', '\n', '&', '%3B']
          .map((separator) => separatedBy(draft, separator))
          .concat(join([partBytes(draft, 'signedHeaders'), putBytes(draft, ';')]))
          .flatMap((list) => withList(draft, list)),
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'get-range', variant: 'lines-and-list' },
};

/** The text alone: with names in two spellings it is none that can be taken apart. */
function suspicion(sides: Sides) {
  const { canonicalRequest, known } = sides.client;
  if (known !== 'quoted' || canonicalRequest === null || !mayBeSignersMistake(sides)) return null;
  const [, , , ...lines] = linesOf(canonicalRequest);
  const list = lines.at(-2) ?? '';
  const names = lines.slice(0, -2).map((line) => line.slice(0, Math.max(0, line.indexOf(':'))));
  if (!/[A-Z]/.test(names.join('')) && !/^(?=.*[A-Z])[\w.;-]+$/.test(list)) return null;
  return { standing: 'explains', says: 'What the client says it signed has names of headers with capitals.' } as const;
}
