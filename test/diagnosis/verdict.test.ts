/** What the signature itself tells of a refusal, with the secret: said first, and shown by text and JSON alike. */
import { describe, expect, it } from 'vitest';
import type { Cause } from '../../src/causes/cause.ts';
import { secretWhitespaceNewline } from '../../src/causes/credentials/secret.ts';
import { scopeDateDiffers } from '../../src/causes/scope/dates.ts';
import { wrongRegion } from '../../src/causes/scope/region.ts';
import { crlfOrExtraNewline } from '../../src/causes/structure/canonical-request.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../src/diagnosis/shown-diagnosis.ts';
import type { Mutation } from '../../src/drafts/mutation.ts';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { causesPage } from '../../src/views/diagnosis/diagnosis-pages.ts';
import { diagnosisReport, diagnosisTitle } from '../../src/views/diagnosis/diagnosis-view.ts';
import { diagnosisJson } from '../../src/views/documents/diagnosis-document.ts';
import { diagnosedWalk, HEX_TEXT, walkOfEvidence } from '../support/causes/diagnosed.ts';
import { DENIED, diagnosed, logOf, mismatch } from '../support/evidence/pasted-failure.ts';
import { ordered, SECRET } from '../support/sandbox/sandbox-client.ts';

const RIGHT = ordered({ headers: [['x-amz-meta-a_b', '1']] });
const OTHER = ordered({ path: '/other.txt', headers: [['x-amz-meta-a_b', '1']] });
const SIGNED_WITH_OTHER_TEXT = ordered({ authorization: OTHER.authorization });
/** The text that the server computed, of which only the first lines are quoted. */
const CUT_OFF = mismatch(RIGHT)
  .replace(/<StringToSign>.*?<\/StringToSign>/s, '')
  .replace(/(<CanonicalRequest>.*?\nhost:).*?(?=<)/s, '$1...');
const HEAD_REFUSED = 'HTTP/1.1 403 Forbidden\r\nServer: nginx\r\n\r\n';

const ROWS: readonly (readonly [what: string, pieces: readonly string[], secret: string | null, id: string | null])[] =
  [
    ['a policy', [DENIED, RIGHT.request], SECRET, 'not-about-signature'],
    ['a mute server', [mismatch(), RIGHT.request], SECRET, 'changed-or-another-secret'],
    ['a server that signed another text', [mismatch(OTHER), RIGHT.request], SECRET, 'changed-on-the-way'],
    ['a server that signed the same', [mismatch(RIGHT), RIGHT.request], SECRET, 'server-has-another-secret'],
    ['a server whose text is cut off', [CUT_OFF, RIGHT.request], SECRET, 'changed-or-another-secret'],
    ['a signature that may not have arrived', [mismatch(RIGHT), logOf(RIGHT)], SECRET, 'changed-or-another-secret'],
    ['an answer to HEAD', [HEAD_REFUSED, RIGHT.request], SECRET, 'signature-right'],
    ['no answer', [RIGHT.request], SECRET, 'signature-right'],
    ['another secret', [mismatch(), RIGHT.request], 'made-up', 'signature-wrong'],
    [
      'another text of the client',
      [mismatch(), SIGNED_WITH_OTHER_TEXT.request, logOf(OTHER)],
      SECRET,
      'other-text-signed',
    ],
    ['equal strings', [mismatch(RIGHT), RIGHT.request, logOf(RIGHT)], 'made-up', 'same-string'],
    ['a request that arrived as it was sent', [mismatch(RIGHT), RIGHT.request], null, 'arrived-as-sent'],
    ['no secret', [DENIED, RIGHT.request], null, null],
    ['no request', [DENIED], SECRET, null],
  ];

describe('The verdict', () => {
  it.each(ROWS)('of %s', (_what, pieces, secret, id) => {
    expect(diagnosed(pieces, secret)?.verdict?.id ?? null).toBe(id);
  });

  it.each(ROWS)('of %s is in the JSON and in the text', (_what, pieces, secret, id) => {
    const shown = shownDiagnosis(diagnosed(pieces, secret) as Diagnosis);
    const { verdict } = diagnosisJson(shown);
    const text = `${diagnosisTitle(shown).text} ${plainBlocks(diagnosisReport(shown), 10_000)}`;
    expect(verdict?.id ?? null).toBe(id);
    if (verdict) expect(text).toContain(verdict.says);
  });

  it('that says no secret for sure leaves that open in the causes too', () => {
    for (const pieces of [
      [CUT_OFF, RIGHT.request],
      [mismatch(RIGHT), logOf(RIGHT)],
    ])
      expect(diagnosed(pieces, SECRET)?.findings.filter(({ certainty }) => certainty.kind !== 'possible')).toEqual([]);
  });

  it('comes first where no cause is named, and a possible one is below', () => {
    const shown = shownDiagnosis(diagnosed([mismatch(), RIGHT.request], SECRET) as Diagnosis);
    expect(diagnosisTitle(shown).text).toMatch(/^\? The signature is correct for this request and this secret: either/);
    expect(plainBlocks(diagnosisReport(shown), 200)).toMatch(
      /^ *\? Possibly: The signed headers include x-amz-meta-a_b/,
    );
  });

  it('takes the place of "No cause that is known" for a refusal that is not about the signature', () => {
    const shown = shownDiagnosis(diagnosed([DENIED, RIGHT.request], SECRET) as Diagnosis);
    expect(diagnosisTitle(shown)).toEqual({
      text: '✗ The signature is correct for this request and this secret, and the server does not dispute it: the refusal is not about the signature.',
      meaning: 'differs',
    });
    expect(plainBlocks(diagnosisReport(shown), 200)).toContain('Fix: Check the policies');
  });

  it('is on the first page of the screen', () => {
    const evidence = (diagnosed([DENIED, RIGHT.request]) as Diagnosis).sides.evidence;
    const { main } = causesPage(walkOfEvidence(evidence, SECRET).facts);
    expect(JSON.stringify(main)).toContain('the refusal is not about the signature');
  });
});

describe('The secret as more evidence', () => {
  it('keeps what may have happened on the way where the signature is right', () => {
    const pieces = [mismatch(), RIGHT.request];
    const idsOf = (secret: string | null) => diagnosed(pieces, secret)?.findings.map(({ cause }) => cause.id);
    expect(idsOf(null)).toContain('odd-header-name-dropped');
    expect(idsOf(SECRET)).toContain('odd-header-name-dropped');
  });

  it('takes away the suspicion of a signer whose signature is right', () => {
    const made = ordered({ payloadHash: null });
    const idsOf = (secret: string | null) =>
      diagnosed([mismatch(), made.request], secret)?.findings.map(({ cause }) => cause.id);
    expect(idsOf(null)).toContain('content-sha256-header-missing');
    expect(idsOf(SECRET)).not.toContain('content-sha256-header-missing');
  });

  it('does not make a secret the suspect where the signature is right for the request', () => {
    const names = diagnosed([mismatch(OTHER), RIGHT.request], SECRET)?.findings.map(({ cause }) => cause.id);
    expect(names).not.toContain('wrong-secret');
  });
});

const [CRLF] = crlfOrExtraNewline.mutations as readonly [Mutation, ...Mutation[]];
const keyMistakesOf = ({ mutations }: Cause) => mutations.filter(({ variant }) => /^key-(?:for|of)-/.test(variant));

describe('What a wrong signature shows beside a proved cause', () => {
  const reportOf = (mutation: Mutation) => {
    const { diagnosis } = diagnosedWalk(mutation, ['request', 'secret']).facts;
    if (diagnosis === null) throw new Error('Nothing was diagnosed.');
    expect(diagnosis.findings[0]?.certainty).toMatchObject({ kind: 'proved' });
    return plainBlocks(diagnosisReport(diagnosis), 10_000);
  };

  it('names no secret if other bytes were signed', () => {
    const report = reportOf(CRLF);
    expect(report).toContain('which was produced from different bytes: those of the proved cause.');
    expect(report).not.toContain('with a different secret or');
  });

  it.each([HEX_TEXT, ...keyMistakesOf(wrongRegion), ...keyMistakesOf(scopeDateDiffers)])(
    'names no other bytes if only the key is another: $variant',
    (mutation) => {
      const report = reportOf(mutation);
      expect(report).toContain(
        'which was produced from the same bytes with a different key, or by a different last step',
      );
      expect(report).not.toContain('different bytes');
    },
  );

  it('names the secret if it is the cause', () => {
    const [newline] = secretWhitespaceNewline.mutations as readonly [Mutation, ...Mutation[]];
    expect(reportOf(newline)).toContain('which was produced with a different secret.');
  });
});
