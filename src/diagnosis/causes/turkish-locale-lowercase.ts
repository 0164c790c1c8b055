/** Describes header names that were lowercased in a Turkish locale, where "I" becomes "ı". */
import type { Octets } from '../../bytes/octets.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeSignersMistake } from '../answers/mismatch.ts';
import { headersNotSigned } from '../answers/unsigned-headers.ts';
import type { Cause, Statement } from '../cause.ts';
import { type CanonicalHeader, type Draft, withHeaders } from '../draft/draft.ts';
import { sentFields } from '../draft/header-changes.ts';
import { signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { signedNames } from '../signs.ts';
import type { Surroundings } from '../surroundings.ts';

/** The dotless i, U+0131, in UTF-8. */
const DOTLESS = '\xc4\xb1';
const SAYS = 'The header names were lowercased with Turkish rules: "I" became "ı".';

type Spelling = (around: Surroundings) => (name: string) => string;
const lowercaseCapitals: Spelling = (around) => {
  const sent = sentFields(around);
  const small = (letter: string) => (letter === 'I' ? DOTLESS : letter.toLowerCase());
  return (name) => (sent.get(name)?.[0]?.name.octets ?? name).replace(/[A-Z]/g, small);
};
const atBeginnings: Spelling = () => (name) => name.replace(/(^|[-_])i/g, `$1${DOTLESS}`);
const everywhere: Spelling = () => (name) => name.replaceAll('i', DOTLESS);

const inEachSpelling =
  (make: (draft: Draft, headers: CanonicalHeader[]) => readonly Draft[]) => (draft: Draft, around: Surroundings) =>
    [lowercaseCapitals, atBeginnings, everywhere]
      .map((spelling) => spelling(around))
      .map((spell) => draft.headers.map(({ name, value }) => ({ name: spell(name) as Octets, value })))
      .filter((headers) => headers.some(({ name }) => name.includes(DOTLESS)))
      .flatMap((headers) => make(draft, headers));

const sortByName = (headers: readonly CanonicalHeader[]) =>
  headers.toSorted((one, other) => (one.name < other.name ? -1 : 1));

export const turkishLocaleLowercase: Cause = {
  id: 'turkish-locale-lowercase',
  stage: 'signed-headers',
  says: SAYS,
  fix: 'Lowercase names without a locale: toLowerCase(Locale.ROOT) in Java, ToLowerInvariant() in .NET. As a workaround in Java, run with -Duser.language=en.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/huaweicloud/huaweicloud-sdk-net-v3/issues/64',
    'https://github.com/apache/paimon/issues/10086',
    'https://github.com/apache/paimon/pull/10087',
  ],
  mutations: [
    signing(
      'lines',
      'The canonical headers have names with "ı" instead of "i", as Turkish rules lowercase "I".',
      inEachSpelling((draft, headers) => [
        { ...draft, headers },
        { ...draft, headers: sortByName(headers) },
      ]),
    ),
    signing(
      'lines-and-list',
      'The canonical headers and the list of signed headers have names with "ı" instead of "i", as Turkish rules lowercase "I".',
      inEachSpelling((draft, headers) => [headers, sortByName(headers)].map((lines) => withHeaders(draft, lines))),
    ),
  ],
  states,
  suspects: suspicion,
  example: { kind: 'mutation', base: 'put-metadata', variant: 'lines' },
};

/** Reports the mistake if the server says that a header is not signed and a listed name contains a dotless i. */
function states(answer: ServerAnswer, sides: Sides): Statement | null {
  const isListed = signedNames(sides).some((name) => name.includes(DOTLESS));
  return isListed && headersNotSigned(answer) !== null ? { says: SAYS, variant: 'lines-and-list' } : null;
}

function suspicion(sides: Sides) {
  const text = `${sides.client.known === 'quoted' ? (sides.client.canonicalRequest ?? '') : ''}${signedNames(sides).join(';')}`;
  const names = text.split('\n').map((line) => line.slice(0, line.includes(':') ? line.indexOf(':') : undefined));
  return names.some((name) => name.includes(DOTLESS)) && mayBeSignersMistake(sides)
    ? ({ standing: 'explains', says: SAYS } as const)
    : null;
}
