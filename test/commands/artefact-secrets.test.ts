/**
 * What leaves the program as a file holds no secret, in any spelling: pages, reports, scripts, JSON. The text of a PDF is
 * searched in test/browser, and each command with each source of secrets in test/cli/secrets.
 */

import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/app/options/command.ts';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { diagnose } from '../../src/commands/diagnose.ts';
import { sign } from '../../src/commands/sign/sign.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { verify } from '../../src/commands/verify/verify.ts';
import { walk } from '../../src/commands/walk.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { leaksIn, MARKED, MARKED_REGION, MARKED_TIME } from '../support/trace/secret-search.ts';
import { signedGetOf } from '../support/verification/verifying.ts';

const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: MARKED.keyId,
  AWS_SECRET_ACCESS_KEY: MARKED.secret,
  AWS_SESSION_TOKEN: MARKED.token,
};
const REQUEST = signedGetOf(MARKED);
/** A server that quotes the token, as text and as bytes. */
const QUOTED = `GET\n/b\n\nx-amz-security-token:${MARKED.token}\n\nx-amz-security-token\nUNSIGNED-PAYLOAD`;
const inXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const dump = (Buffer.from(QUOTED, 'latin1').toString('hex').match(/../g) ?? []).join(' ');
const ANSWER = `<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>${inXml(QUOTED)}</CanonicalRequest><CanonicalRequestBytes>${dump}</CanonicalRequestBytes></Error>`;

const SIGNING = { region: MARKED_REGION, date: MARKED_TIME };
const URL = 'https://examplebucket.s3.amazonaws.com/a';
const EXCHANGE = ['answer', 'request'];

type Made = readonly [Command<CommandWorld>, OptionValues, readonly string[]];

const ARTEFACTS: Readonly<Record<string, Made>> = {
  'the page of a walk': [walk, { html: '-', ...SIGNING }, [URL]],
  'the page of a presigned walk that is sent': [
    walk,
    { html: '-', presign: true, sandbox: true, send: true, ...SIGNING },
    [URL],
  ],
  'the page of a verification': [verify, { html: '-', at: MARKED_TIME }, ['request']],
  'the page of a diagnosis': [diagnose, { html: '-' }, EXCHANGE],
  'the report of a verification': [verify, { share: true, at: MARKED_TIME }, ['request']],
  'the report of a diagnosis': [diagnose, { share: true }, EXCHANGE],
  'the JSON of a walk': [walk, { json: true, ...SIGNING }, [URL]],
  'the JSON of a diagnosis': [diagnose, { json: true }, EXCHANGE],
  'a script for a shell': [sign, { as: 'sh', ...SIGNING }, [URL]],
  'a script in Python': [sign, { as: 'python', presign: true, ...SIGNING }, [URL]],
};

it.each(Object.entries(ARTEFACTS))('%s holds no secret', async (_name, [command, options, operands]) => {
  const test = worldOf({ environment: ENVIRONMENT }, { request: REQUEST, answer: ANSWER });
  await command.run(test.world, options, operands);
  expect(test.output().length).toBeGreaterThan(200);
  expect(leaksIn(test.output())).toEqual([]);
});

describe('the search finds a secret', () => {
  const SPELLINGS: Readonly<Record<string, (secret: string) => string>> = {
    'as text': (secret) => secret,
    'in hexadecimal': (secret) => Buffer.from(secret).toString('hex'),
    'in spaced hexadecimal': (secret) => (Buffer.from(secret).toString('hex').match(/../g) ?? []).join(' '),
    'in Base64': (secret) => Buffer.from(`AWS4${secret}`).toString('base64'),
    'percent-encoded': encodeURIComponent,
    'as JSON': (secret) => JSON.stringify(secret).slice(1, -1),
    'as JSON in a script': (secret) => secret.replace(/[<>&]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`),
    'as HTML': (secret) => secret.replace(/[&<>]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[one] ?? one),
    'a byte in each element': (secret) =>
      [...secret]
        .map((one) => `<i>${one.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</i>`)
        .join(''),
  };
  const PLACES: Readonly<Record<string, (text: string) => string>> = {
    text: (text) => `key: ${text}\n`,
    'a page': (text) => `<!doctype html><body><p>${text}</p></body>`,
    'an attribute': (text) => `<!doctype html><body><p title="${text}"></p></body>`,
    'a script': (text) => `<!doctype html><body><script type="application/json">["${text}"]</script></body>`,
  };

  it.each(Object.keys(SPELLINGS))('%s, wherever it is', (spelling) => {
    for (const [place, put] of Object.entries(PLACES)) {
      if (spelling === 'a byte in each element' && place !== 'a page') continue;
      for (const [what, secret] of Object.entries({
        'the secret access key': MARKED.secret,
        'the session token': MARKED.token,
      })) {
        const found = leaksIn(put(SPELLINGS[spelling]?.(secret) ?? ''));
        expect({ place, what, isFound: found.some((one) => one.startsWith(what)) }).toEqual({
          place,
          what,
          isFound: true,
        });
      }
    }
  });
});
