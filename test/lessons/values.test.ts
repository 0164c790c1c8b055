/** The texts that lessons compute, by AWS's printed example. */
import { expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { exhibitText } from '../../src/lessons/exhibits.ts';
import type { Exhibit, Expected } from '../../src/lessons/format-parts.ts';
import { expectedText, filledIn } from '../../src/lessons/values.ts';
import { preparedOfText } from '../support/lessons/lesson-text.ts';

const SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
const HASH = '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972';
const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const lesson = await preparedOfText({
  requests: `requests:
  main: { url: 'https://examplebucket.s3.amazonaws.com/test.txt', headers: ['Range: bytes=0-9'] }
  url: { url: 'https://examplebucket.s3.amazonaws.com/test.txt', form: query, expires: 86400 }
  bare: { url: 'https://examplebucket.s3.amazonaws.com/test.txt', form: none }`,
});

const textOf = (wanted: Expected | Exhibit) =>
  'kind' in wanted ? exhibitText(lesson, wanted) : expectedText(lesson, wanted);

/** The texts are those of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html. */
it.each<[Expected | Exhibit, string]>([
  [{ value: 'signature' }, SIGNATURE],
  [{ value: 'signature', digits: 6 }, 'f0e8bd'],
  [{ value: 'canonical-request', lines: '1' }, 'GET'],
  [{ value: 'canonical-request', lines: '3' }, ''],
  [{ value: 'canonical-request', lines: '4-5' }, 'host:examplebucket.s3.amazonaws.com\nrange:bytes=0-9'],
  [{ value: 'string-to-sign', lines: '4', digits: 4 }, '7344'],
  [{ value: 'signature', request: 'url' }, 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404'],
  // The chain of four HMACs, computed by openssl from AWS's example key.
  [{ value: 'signing-key' }, 'dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378'],
  [{ text: 'as {{hashed-payload}}' }, `as ${NOTHING}`],
  [{ kind: 'text', text: '{{url:expires}} seconds' }, '86400 seconds'],
  [{ kind: 'value', value: 'hashed-canonical-request' }, HASH],
  [{ kind: 'value', value: 'signature', shot: 'send' }, SIGNATURE],
  [{ kind: 'value', value: 'hashed-canonical-request', shot: 'send' }, HASH],
])('%j is %j', (wanted, text) => {
  expect(textOf(wanted)).toBe(text);
});

it('what a mistaken signer signed is another text', () => {
  const text = textOf({ kind: 'value', value: 'canonical-request', shot: 'no-line' });
  expect(isProblem(text) ? text.says : text.split('\n')).toHaveLength(9);
});

it('an answer is its document as it came', () => {
  const text = textOf({ kind: 'answer', shot: 'no-line' });
  expect(text).toMatch(/^<\?xml[^>]*>\n<Error><Code>SignatureDoesNotMatch<\/Code>/);
});

it.each<[Expected | Exhibit, string]>([
  [{ value: 'magic' }, 'no value magic'],
  [{ value: 'signature', request: 'bare' }, 'no value signature'],
  [{ value: 'canonical-request', lines: '10-11' }, 'no lines 10-11'],
  [{ value: 'canonical-request', lines: '3-2' }, 'no lines 3-2'],
  [{ kind: 'value', value: 'signing-key', shot: 'send' }, 'no value signing-key'],
  [{ kind: 'answer', shot: 'away' }, 'no shot away'],
  [{ text: '{{other:signature}}' }, 'no request other'],
])('%j is a problem', (wanted, says) => {
  const text = textOf(wanted);
  expect(isProblem(text) && text.says).toContain(says);
});

it('a text without references stays as it is', () => {
  expect(filledIn(lesson, 'a { b } {{ c')).toBe('a { b } {{ c');
});
