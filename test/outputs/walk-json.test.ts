/** The document of `sigv4 walk --json`: what it says of the body of the request. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { jsonText } from '../../src/outputs/json/json-text.ts';
import { walkJson } from '../../src/views/documents/walk-document.ts';
import { walkOf } from '../support/views/walk-of.ts';

const BODY = 'name=value-of-the-body';
const POLICY = '{"expiration": "2030-01-01T00:00:00Z", "conditions": [{"bucket": "b"}, {"key": "a"}]}';

async function documentOf(options: OptionValues) {
  const { facts } = await walkOf({ options, files: { policy: POLICY, file: BODY } });
  return jsonText(walkJson(facts));
}

describe('the payload in the JSON of a walk', () => {
  it.each<[string, OptionValues]>([
    ['whose hash is signed', { dataBinary: [BODY], request: 'PUT' }],
    ['that is sent in signed chunks', { dataBinary: [BODY], request: 'PUT', payload: 'streaming' }],
    ['that a browser uploads', { postPolicy: 'policy', form: ['file=@file'] }],
  ])('is the length and the hash of a body %s, without its bytes', async (_what, options) => {
    const text = await documentOf(options);
    const sha256 = createHash('sha256').update(BODY).digest('hex');
    expect(JSON.parse(text).request.payload).toEqual({ length: BODY.length, sha256 });
    expect(text).not.toContain('value-of-the-body');
  });

  it('has been so since version 2 of the document', async () => {
    expect(JSON.parse(await documentOf({}))).toMatchObject({ version: 2, request: { payload: { length: 0 } } });
  });
});
