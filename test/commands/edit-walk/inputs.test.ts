/** The inputs that can be edited, edited and back, and what is read from outside meanwhile. */
import { describe, expect, it } from 'vitest';
import { bodyOf } from '../../../src/http/body/request-body.ts';
import { findValue } from '../../../src/trace/trace.ts';
import { octetsOf } from '../../support/octets-of.ts';
import { sound } from '../../support/problems.ts';
import { EXAMPLE, editorOf, OWN_SECRET, PROFILE, shown, URL } from '../../support/screen/edited-walk.ts';

describe('an edit and back', () => {
  it.each([['the example', {}] as const, ['an own request', EXAMPLE] as const])(
    'of %s is the walk as it began',
    async (_what, typed) => {
      const { facts, send, editor } = await shown(typed);
      if (editor === null) throw new Error('It cannot be edited.');
      sound(await editor.walk({ ...editor.inputs, region: 'eu-west-1' }));
      const back = sound(
        await editor.walk({ ...editor.inputs, headers: editor.inputs.headers.map(([name, value]) => [name, value]) }),
      );
      expect(back.facts).toBe(facts);
      expect(back.send).toBe(send);
    },
  );

  it('by way of any other edits is the same, computed anew', async () => {
    const editor = await editorOf(EXAMPLE);
    const edit = { ...editor.inputs, region: 'eu-west-1' };
    const once = sound(await editor.walk(edit));
    await editor.walk({ ...editor.inputs, method: 'PUT', secretAccessKey: OWN_SECRET });
    await editor.walk({ ...editor.inputs, url: 'nothing' });
    expect(sound(await editor.walk(edit)).facts).toEqual(once.facts);
  });
});

describe('what is outside', () => {
  it('is read once, however much is edited, and the clock does not move', async () => {
    const asked: string[] = [];
    let seconds = 0;
    const editor = await editorOf({
      address: URL,
      options: { dataBinary: ['@body'], cacert: 'body', profile: 'mine' },
      changes: {
        now: () => new Date(Date.UTC(2013, 4, 24, 0, 0, seconds++)),
        readFile: async (path) => {
          asked.push(`read ${path}`);
          return octetsOf('certificate');
        },
        openBody: async (path) => {
          asked.push(`open ${path}`);
          return bodyOf(octetsOf('from a file'));
        },
        loadProfile: async (name) => {
          asked.push(`profile ${name}`);
          const profile = await PROFILE(name);
          const credentials = async () => {
            asked.push('credentials');
            return profile.credentials();
          };
          return { ...profile, credentials };
        },
      },
    });
    const first = [...asked].sort();
    expect(first).toEqual(['credentials', 'open body', 'profile mine', 'read body']);
    for (const region of ['eu-west-1', 'eu-west-2', 'eu-west-3']) {
      const { facts } = sound(await editor.walk({ ...editor.inputs, region }));
      expect(findValue(facts.trace, 'timestamp')?.bytes.octets).toBe(editor.inputs.date);
    }
    await editor.walk({ ...editor.inputs, secretAccessKey: OWN_SECRET, method: 'PUT' });
    expect([...asked].sort()).toEqual(first);
  });
});
