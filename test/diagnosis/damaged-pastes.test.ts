/** What a web page, an email, or a log does to a paste is never a cause of the refusal. */
import { describe, expect, it } from 'vitest';
import { breakRequest } from '../../src/breaks/break-request.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { writeRequestHead } from '../../src/http/message.ts';
import { drawFailures } from '../support/causes/random-failures.ts';
import { diagnosedSoon, mismatch, sureOf } from '../support/evidence/pasted-failure.ts';
import { ordered, SECRET } from '../support/sandbox/sandbox-client.ts';
import { rightRequestOf } from '../support/sigv4/base-requests.ts';
import { sampled, swept } from '../support/sweep.ts';

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

type Damage = readonly [what: string, damage: (text: string) => string];

const UNDONE: readonly Damage[] = [
  ['escaped by a web page', escaped],
  ['quoted in an email', (text) => text.replace(/^/gm, '> ')],
];
const DAMAGES: readonly Damage[] = [
  ...UNDONE,
  ['with a time before each line', (text) => text.replace(/^/gm, '2024-03-05T10:11:12.123Z ')],
  ['with the name of a container before each line', (text) => text.replace(/^/gm, 'api-1  | ')],
];

const sureIds = (paste: string) => sureOf(diagnosedSoon([paste])).map((one) => one.split('/')[0] ?? '');

const FAILURES = drawFailures(80).map((pieces) => pieces.join('\n\n').replaceAll('\r\n', '\n'));

describe.each(DAMAGES)('a paste that is %s', (_what, damage) => {
  it('has no cause for sure that the paste itself does not have', () => {
    expect(FAILURES.length).toBeGreaterThan(20);
    for (const paste of sampled(FAILURES, 20)) {
      const own = new Set(sureIds(paste));
      expect(
        sureIds(damage(paste)).filter((id) => !own.has(id)),
        paste,
      ).toEqual([]);
    }
  });
});

describe.each(UNDONE)('a paste that is %s', (_what, damage) => {
  it('has the headers of a curl command', () => {
    const { request, canonicalRequest, stringToSign } = ordered({
      query: [
        ['a', '1'],
        ['b', '2'],
      ],
    });
    const [line = '', ...fields] = request.trimEnd().split('\r\n');
    const host = fields.find((field) => /^host:/i.test(field))?.slice('Host: '.length) ?? '';
    const command = [
      `curl 'http://${host}${line.split(' ')[1]}'`,
      ...fields.filter((field) => !/^host:/i.test(field)).map((field) => `  -H '${field}'`),
    ].join(' \\\n');
    const paste = `${command}\n\n${mismatch({ canonicalRequest, stringToSign })}\n`;
    const namesIn = (text: string) =>
      diagnosedSoon([text])?.sides.request?.head.headers.map(({ name }) => name.octets.toLowerCase());
    expect(namesIn(damage(paste))).toEqual(namesIn(paste));
    expect(namesIn(paste)).toContain('x-amz-date');
    expect(sureOf(diagnosedSoon([damage(paste)]))).toEqual([]);
  });
});

describe('a request whose query has the only ampersand of the text', () => {
  const QUERY = [
    ['list-type', '2'],
    ['prefix', 'a b/c'],
  ] as const;
  const right = rightRequestOf(ordered({ query: QUERY }).request);
  const heads = CAUSES.flatMap(({ mutations }) => mutations)
    .flatMap((mutation) => breakRequest(right, mutation).slice(0, 1))
    .map(({ arrived }) => writeRequestHead(arrived).octets.trimEnd().replaceAll('\r', ''))
    .filter((head) => head.split('&').length === 2 && !head.includes('amp%3B'));

  it.each(['&amp;', '&#38;', '&#038;', '&#x26;'])('has no cause for sure because a page wrote %s', (entity) => {
    expect(heads.length).toBeGreaterThan(50);
    for (const head of swept(heads)) {
      const own = sureOf(diagnosedSoon([head], SECRET));
      const escapedOnce = head.replace('&', () => entity);
      expect(sureOf(diagnosedSoon([escapedOnce], SECRET)), escapedOnce).toEqual(own);
    }
  });

  it('was sent with the entity if a canonical request has it', () => {
    const made = ordered({ query: [QUERY[0], ['amp;prefix', 'a']] });
    const paste = `CanonicalRequest:\n${made.canonicalRequest}\n\n${made.request.replace('amp%3B', 'amp;')}`;
    expect(diagnosedSoon([paste], SECRET)?.sides.request?.head.target.octets).toContain('&amp;prefix');
  });
});

describe('a body in a text that a web page escaped', () => {
  const { request, canonicalRequest } = ordered({ method: 'POST', body: 'Action=ListUsers&Version=2010-05-08' });
  const log = `CanonicalRequest:\n${canonicalRequest}\n\n`;
  const bodyIn = (text: string) => diagnosedSoon([text])?.sides.request?.body;

  it.each([
    ['its only ampersand', ''],
    ['a line after it', '\nThe server answered 403.\n'],
  ])('has the length that its head states: %s', (_what, after) => {
    const paste = `${log}${request}${after}`;
    expect(bodyIn(paste)).toBe('Action=ListUsers&Version=2010-05-08');
    expect(bodyIn(escaped(paste))).toBe('Action=ListUsers&Version=2010-05-08');
    expect(sureOf(diagnosedSoon([escaped(paste)]))).toEqual([]);
  });

  it('keeps the entities that were sent', () => {
    const sent = ordered({ method: 'POST', body: 'Action=ListUsers&amp;Version=2010-05-08' });
    expect(bodyIn(`${log}${sent.request}`)).toBe('Action=ListUsers&amp;Version=2010-05-08');
  });
});

describe('a request that an email quotes', () => {
  const { request, canonicalRequest, stringToSign } = ordered({});
  const wrong = canonicalRequest.replace('GET', 'PUT');
  const printed = `signed:\n${wrong}\n\n${request.trimEnd().replaceAll('\r', '')}\n\n\n${mismatch({ canonicalRequest, stringToSign })}`;

  it('is not taken for what curl -v sends, whose marks show the direction', () => {
    const diagnosis = diagnosedSoon([printed.replace(/^/gm, '> ')]);
    expect(diagnosis?.sides.evidence.answer?.canonicalRequest?.octets).toBe(canonicalRequest);
    expect(sureOf(diagnosis)).toEqual(sureOf(diagnosedSoon([printed])));
    const head = request.trimEnd().replaceAll('\r', '').replace(/^/gm, '> ');
    const ofCurl = `${head}\n> \n< HTTP/1.1 403 Forbidden\n< x-amz-request-id: 1\n< \n`;
    expect(diagnosedSoon([ofCurl])?.sides.evidence.answer?.status).toBe(403);
  });
});

describe('an error that is cut off', () => {
  it('ends where a command begins', () => {
    const { request } = ordered({});
    const [line = '', ...fields] = request.trimEnd().split('\r\n');
    const options = fields.map((field) => `  -H '${field}'`).join(' \\\n');
    const command = `curl 'https://examplebucket.s3.amazonaws.com${line.split(' ')[1]}' \\\n${options}`;
    const paste = `<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature (truncated...)\n\n${command}\n`;
    expect(diagnosedSoon([paste])?.sides.request?.head.method.octets).toBe('GET');
    expect(diagnosedSoon([paste])?.sides.evidence.answer?.code).toBe('SignatureDoesNotMatch');
  });
});
