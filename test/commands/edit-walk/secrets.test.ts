/** A secret that is edited is masked, but for AWS’s example. */
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../../src/bytes/problem.ts';
import { plainPage } from '../../../src/outputs/plain/plain-text.ts';
import { walkPages } from '../../../src/views/walk-pages.ts';
import { EXAMPLE_KEYS } from '../../support/commands/test-world.ts';
import { EXAMPLE, edited, editorOf, OWN_SECRET, octetsIn } from '../../support/screen/edited-walk.ts';
import { formsOf } from '../../support/trace/leaked-forms.ts';

describe('the secret', () => {
  const example = EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY ?? '';

  it("of AWS's example is shown, any other is masked, in a walk and in a field", async () => {
    const editor = await editorOf();
    expect(octetsIn(await edited({}, { region: 'eu-west-1' }), 'secret-access-key')).toBe(example);
    expect(octetsIn(await edited({}, { secretAccessKey: OWN_SECRET }), 'secret-access-key')).toBe('*'.repeat(40));
    expect([editor.shownSecret(example), editor.shownSecret(example.slice(1)), editor.shownSecret(OWN_SECRET)]).toEqual(
      [example, '*'.repeat(39), '*'.repeat(40)],
    );
  });

  it('that is typed is on no page, no matter what else is wrong', async () => {
    const editor = await editorOf();
    const forms = new Set(formsOf(OWN_SECRET));
    for (const edit of [{}, { date: '2013' }, { url: 'x' }, { method: '' }]) {
      const found = await editor.walk({ ...editor.inputs, secretAccessKey: OWN_SECRET, ...edit });
      const text = isProblem(found)
        ? JSON.stringify(found)
        : walkPages({ ...found.facts, exchange: await found.send(null) })
            .map((page) => plainPage(page, 1, 8))
            .join('');
      expect([...forms].filter((form) => text.includes(form))).toEqual([]);
    }
  });

  it('is shown where somebody asks for it by name', async () => {
    const typed = { options: { showSecret: true } };
    expect((await editorOf(typed)).shownSecret(OWN_SECRET)).toBe(OWN_SECRET);
    expect(octetsIn(await edited(typed, { secretAccessKey: OWN_SECRET }), 'secret-access-key')).toBe(OWN_SECRET);
  });

  it('in a URL that is none is not repeated', async () => {
    const editor = await editorOf(EXAMPLE);
    const url = `ttps://h/?X-Amz-Security-Token=${OWN_SECRET}`;
    expect(JSON.stringify(await editor.walk({ ...editor.inputs, url }))).not.toContain(OWN_SECRET.slice(0, 8));
  });
});
