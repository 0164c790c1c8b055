/** The lines that are printed about a captured exchange. */
import { expect, it } from 'vitest';
import { entryOf } from '../../../src/app/traffic/entry-of.ts';
import { verifyExchange } from '../../../src/app/traffic/examined-exchange.ts';
import { fixText } from '../../../src/app/traffic/log/cause-lines.ts';
import { changesText, exchangeLine, exchangeMembers } from '../../../src/app/traffic/log/exchange-lines.ts';
import { CAUSES } from '../../../src/causes/table.ts';
import { maskMessage } from '../../../src/sigv4/secrets/mask-message.ts';
import { PUBLISHED_SECRETS } from '../../../src/verification/keys.ts';
import { exchangeOf, refusal, uploaded } from '../../support/commands/captured-exchange.ts';
import { leaksIn, MARKED } from '../../support/trace/secret-search.ts';

/** The form of a secret of AWS, in the place of an access key ID. */
const SWAPPED = 'NotARealSecret/OfAnyone+ButOfTheseTests1';
const SETTINGS = { secrets: PUBLISHED_SECRETS, now: Date.parse('2013-05-24T00:00:00Z') };

it('state a cause in the Authorization header, which is not masked as if the line were that header', () => {
  const withoutAuthorization = (head: string) => head.replace(/^Authorization: .*\r\n/im, '');
  const examined = verifyExchange(uploaded('content', withoutAuthorization, 'HTTP/1.1 403 Forbidden'), SETTINGS);
  if (examined?.cause?.stage !== 'authorization') throw new Error('The cause is not in Authorization.');
  const text = exchangeLine(examined) + fixText(examined);
  expect(maskMessage(text)).toBe(text);
  expect(text.split('\n').slice(1)).toEqual([
    `  Cause (authorization): ${examined.cause.says}`,
    `  Fix: ${examined.cause.fix}`,
    '',
  ]);
});

it('have no secret of the request, wherever the request has it', () => {
  const token = encodeURIComponent(MARKED.token);
  const request = [
    `GET /photos/${token}?note=${token} HTTP/1.1`,
    'Host: 127.0.0.1:9000',
    `User-Agent: tool/${MARKED.token}`,
    `x-amz-security-token: ${MARKED.token}`,
    'x-amz-date: 20130524T000000Z',
    `Authorization: AWS4-HMAC-SHA256 Credential=${SWAPPED}/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'ab'.repeat(32)}`,
    `x-own: ${SWAPPED}`,
    '\r\n',
  ].join('\r\n');
  const forwarded = (head: string) =>
    head.replace(/^x-own: .*\r\n/m, '').replace(/^x-amz-date.*\r\n/m, 'x-amz-date: 1\r\n');
  const answer = refusal(
    'InvalidToken',
    `The token ${MARKED.token.replaceAll('&', '&amp;').replaceAll('<', '&lt;')} of ${SWAPPED}`,
  );
  const examined = verifyExchange(exchangeOf(request, { forwarded, answer }), SETTINGS);
  if (!examined) throw new Error('The request cannot be read.');
  const shown = [
    exchangeLine(examined) + changesText(examined) + fixText(examined),
    JSON.stringify(exchangeMembers(examined)),
    JSON.stringify(entryOf({ ...examined, cause: null }, { number: 1, at: 0, search: 'none', alike: null })),
  ];
  expect(leaksIn(shown.join('\n'))).toEqual([]);
  expect(shown.join('\n')).not.toContain(SWAPPED.slice(0, 12));
  expect(shown[0]).toContain('GET /photos/***');
});

it('write a sentence with its own characters, and escape only what is invisible', () => {
  const examined = verifyExchange(uploaded('content'), SETTINGS);
  if (!examined) throw new Error('The request cannot be read.');
  const cause = {
    ...{ id: 'query-reserved-not-encoded', stage: 'canonical-query-string', certainty: 'proved' as const },
    says: 'A é was sent as "\u202e".',
    fix: 'Python: urlencode(…, quote_via=quote), C:\\key',
  };
  const text = exchangeLine({ ...examined, cause }) + fixText({ ...examined, cause });
  expect(text.split('\n').slice(1)).toEqual([
    '  Cause (canonical-query-string): A é was sent as "\\u{202e}".',
    '  Fix: Python: urlencode(…, quote_via=quote), C:\\key',
    '',
  ]);
});

it('state every cause and its fix so that nothing in them is taken for a secret', () => {
  const texts = CAUSES.map(({ stage, says, fix }) => `  Cause (${stage}): ${says}\n  Fix: ${fix}\n`);
  expect(texts.filter((text) => maskMessage(text) !== text)).toEqual([]);
});
