/** P signs the request of a walk in its URL, and in a header again. */
import { describe, expect, it } from 'vitest';
import { actionOfKey } from '../../../src/app/keys/keys.ts';
import { hasOtherForm } from '../../../src/screen/walk/fields/editing.ts';
import { PRESIGNED_URL } from '../../../src/sigv4/stages/presigned-url.ts';
import { findValue } from '../../../src/trace/trace.ts';
import { edited, PUT, shown, withOptions } from '../../support/screen/edited-walk.ts';
import { exampleScreen } from '../../support/screen/example-screen.ts';

const SMALL = { width: 80, height: 24 };
type Screen = Awaited<ReturnType<typeof exampleScreen>>;
const urlOf = (screen: Screen) => findValue(screen.view().facts.trace, PRESIGNED_URL.id)?.bytes.octets;

describe('P', () => {
  it('makes the URL that --presign makes, and stays in the picture', async () => {
    const screen = await exampleScreen({ size: SMALL });
    await screen.press('P');
    const options = { presign: true, header: ['Range: bytes=0-9'], region: 'us-east-1', date: '20130524T000000Z' };
    const { facts } = await shown({ address: 'https://examplebucket.s3.amazonaws.com/test.txt', options });
    expect(urlOf(screen)).toBe(findValue(facts.trace, PRESIGNED_URL.id)?.bytes.octets);
    expect(screen.drawn()[1]).toMatch(/^\[0 Whole\]/);
    expect(screen.drawn().join('\n')).toContain('UNSIGNED-PAYLOAD');
    expect(screen.drawn().join(' ')).toMatch(/step 6 has the URL/);
  });

  it('goes back to a header, as z does', async () => {
    const screen = await exampleScreen({ size: SMALL });
    const before = screen.view().facts.trace;
    await screen.press('P', 'P');
    expect(urlOf(screen)).toBeUndefined();
    expect(screen.view().facts.trace).toBe(before);
    await screen.press('z');
    expect(urlOf(screen)).toBeDefined();
    await screen.press('z');
    expect(screen.view().facts.trace).toBe(before);
  });

  it('is found in the list of commands by what it makes', async () => {
    const screen = await exampleScreen({ size: SMALL });
    await screen.press(':', ...'presigned url', 'return');
    expect(urlOf(screen)).toMatch(/X-Amz-Signature=[0-9a-f]{64}$/);
    expect(actionOfKey('P', 'walk')).toBe('presign');
  });

  it('does nothing where there is only one form', async () => {
    const policy = { postPolicy: 'policy', form: ['key=k', 'file=@body'] };
    const chunks = { request: 'PUT', payload: 'streaming', data: ['hello'] };
    const traces = await Promise.all(
      [{}, { presign: true }, chunks].map(
        async (options) => (await shown({ address: 's3://b/k', options })).facts.trace,
      ),
    );
    const form = await shown({ address: 's3://examplebucket/', options: policy });
    expect([...traces, form.facts.trace].map(hasOtherForm)).toEqual([true, true, false, false]);
  });

  it('keeps a payload that was chosen by an option, and takes away the hash of one that was not', async () => {
    const hashed = await edited(withOptions(PUT, { payload: 'hashed', presign: true }), { form: 'header' });
    expect(hashed.facts.trace.rules.payload).toBe('hashed');
    const usual = await edited(PUT, { form: 'query' });
    expect(usual.facts.trace.rules.payload).toBe('unsigned');
  });
});
