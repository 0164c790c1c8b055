/** Secrets that no document prints, and a search for every trace of them. */
import { createHmac } from 'node:crypto';
import { formsOf } from './leaked-forms.ts';

/** Made up for these tests, and marked as such: with what URLs, JSON and XML write differently. */
export const MARKED = {
  keyId: 'AKIDMADEUPKEYFOREXAMP',
  secret: 'NotAReal/Secret+KeyOf&These<Tests>EXAMPLE',
  token: 'NotAReal/Tok3n+OfSessi0ns&These<Tests>That=IsLonger/ThanALine&IsNoToken<AtAll>EXAMPLE==',
};

export const MARKED_TIME = '20130524T000000Z';
export const MARKED_REGION = 'us-east-1';

/** DateKey to SigningKey, one character a byte. */
function signingKeys(): string[] {
  const keys: Buffer[] = [Buffer.from(`AWS4${MARKED.secret}`)];
  for (const part of [MARKED_TIME.slice(0, 8), MARKED_REGION, 's3', 'aws4_request']) {
    keys.push(
      createHmac('sha256', keys.at(-1) ?? '')
        .update(part)
        .digest(),
    );
  }
  return keys.slice(1).map((key) => key.toString('latin1'));
}

const PIECE = 12;
/** Characters of the shortest form that is searched. */
const SHORTEST = 8;
const XML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** As JSON, XML, C and hex dumps have it, also of a URL, and as UTF-8 where it is no text. */
function moreForms(secret: string): string[] {
  const pieces = [...secret].slice(PIECE - 1).map((_last, at) => secret.slice(at, at + PIECE));
  return pieces.flatMap((piece) => {
    const pairs = Buffer.from(piece, 'latin1').toString('hex').match(/../g) ?? [];
    const encoded = Buffer.from(encodeURIComponent(piece), 'latin1').toString('hex');
    return [
      JSON.stringify(piece).slice(1, -1),
      piece.replaceAll('/', '\\/'),
      piece.replace(/[&<>]/g, (character) => XML[character] ?? character),
      piece.replace(/[&<>]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`),
      Buffer.from(piece, 'utf8').toString('latin1'),
      encoded,
      encoded.replace(/..(?=.)/g, '$& '),
      pairs.join(' '),
      pairs.join(' ').toUpperCase(),
      pairs.map((pair) => `\\x${pair}`).join(''),
      pairs.map((pair) => Number.parseInt(pair, 16)).join(' '),
      pairs.map((pair) => Number.parseInt(pair, 16)).join(','),
    ];
  });
}

const FORMS: readonly (readonly [string, readonly string[]])[] = [
  ['the secret access key', allForms(MARKED.secret)],
  ['the session token', allForms(MARKED.token)],
  ['a signing key', [...new Set(signingKeys().flatMap(allForms))]],
];

/** No form is shorter: it would be anywhere by chance. */
function allForms(secret: string): string[] {
  return [...new Set([...formsOf(secret), ...moreForms(secret)])].filter((form) => form.length >= SHORTEST);
}

/** Every form by its first characters, with what it is a form of: each place of an output is looked up once. */
const BY_BEGINNING = Map.groupBy(
  FORMS.flatMap(([what, forms]) => forms.map((form) => ({ what, form }))),
  ({ form }) => form.slice(0, SHORTEST),
);

/** By three of the first characters, whether a form may begin so: most places of an output are ruled out by them. */
const MAY_BEGIN = new Uint8Array(2 ** 16);
const threeOf = (text: string, at: number) =>
  (961 * text.charCodeAt(at) + 31 * text.charCodeAt(at + 3) + text.charCodeAt(at + 6)) % MAY_BEGIN.length;
for (const beginning of BY_BEGINNING.keys()) MAY_BEGIN[threeOf(beginning, 0)] = 1;

/** What of the secrets is in this output, and as what; terminals may have cut it by colours, lines and margins. */
export function leaksIn(output: string): string[] {
  return /<!doctype html>/i.test(output) ? leaksInText(...partsOfHtml(output)) : leaksInText(output);
}

/**
 * A page as it is, with a space for the end of each tag (the secrets of these tests have one themselves), and its text
 * without tags, in which a secret is whole even if each byte has an element of its own.
 */
const partsOfHtml = (page: string): string[] => [page.replaceAll('>', ' '), page.replace(/<[^<>]*>/g, '')];

function leaksInText(...outputs: string[]): string[] {
  const output = outputs.join('\n');
  const uncoloured = output.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '');
  const joined = uncoloured.replace(/[\r\n]+ */g, '');
  const found = new Map([...new Set([output, uncoloured, joined])].flatMap(formsIn));
  return FORMS.flatMap(([what]) => {
    const form = found.get(what);
    return form === undefined ? [] : [`${what}, as ${form}`];
  });
}

/** Each secret with the form in which it is in this text. */
function formsIn(text: string): [string, string][] {
  const found = new Map<string, string>();
  for (let at = 0; at + SHORTEST <= text.length; at++) {
    if (MAY_BEGIN[threeOf(text, at)] === 0) continue;
    for (const { what, form } of BY_BEGINNING.get(text.slice(at, at + SHORTEST)) ?? []) {
      if (text.startsWith(form, at)) found.set(what, form);
    }
  }
  return [...found];
}
