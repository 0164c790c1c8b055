/** The lines that are printed about a captured exchange. */
import { expect, it } from 'vitest';
import { verifyExchange } from '../../../src/app/traffic/examined-exchange.ts';
import { fixText } from '../../../src/app/traffic/log/cause-lines.ts';
import { exchangeLine } from '../../../src/app/traffic/log/exchange-lines.ts';
import { CAUSES } from '../../../src/causes/table.ts';
import { maskMessage } from '../../../src/sigv4/secrets/mask-message.ts';
import { PUBLISHED_SECRETS } from '../../../src/verification/keys.ts';
import { uploaded } from '../../support/captured-exchange.ts';

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

it('write a sentence with its own characters, and escape only what is invisible', () => {
  const examined = verifyExchange(uploaded('content'), SETTINGS);
  if (!examined) throw new Error('The request cannot be read.');
  const cause = {
    ...{ id: 'query-reserved-not-encoded', stage: 'canonical-query-string', standing: 'proved' as const },
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
