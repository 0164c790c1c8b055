/** A presigned URL that has expired, or is from the future, says so beside its diagnosis. */
import { describe, expect, it } from 'vitest';
import { type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import { withLapse } from '../../src/diagnosis/lapse.ts';
import { shownDiagnosis } from '../../src/diagnosis/shown-diagnosis.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { diagnosisReport, diagnosisTitle, diagnosisView } from '../../src/views/diagnosis/diagnosis-view.ts';
import { sound } from '../support/problems.ts';
import { SECRET } from '../support/sandbox/sandbox-client.ts';
import { named } from '../support/sources.ts';

/** AWS's example (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). */
const URL =
  'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
const remarksAt = (time: string) =>
  withLapse(sound(readEvidence([{ octets: octetsFromText(URL), by: named('url') }])), Date.parse(time)).remarks.join(
    ' ',
  );

describe('a presigned URL of 24 May 2013 for a day', () => {
  it('has expired a day later', () => {
    expect(remarksAt('2013-05-25T02:00:00Z')).toMatch(/^The URL expired on 25 May 2013, 00:00 UTC, 2 hours ago/);
  });

  it('is not valid yet an hour before', () => {
    expect(remarksAt('2013-05-23T23:00:00Z')).toMatch(/^The URL is not valid yet: .* 1 hour from now/);
  });
});

const shownAt = (time: string, { url = URL, more = '', secret = SECRET as Octets | null } = {}) => {
  const pieces = [url, ...(more === '' ? [] : [more])].map((text) => ({
    octets: octetsFromText(text),
    by: named('url'),
  }));
  const evidence = withLapse(sound(readEvidence(pieces)), Date.parse(time));
  return shownDiagnosis(diagnose(evidence, () => secret));
};
const MISMATCH = '<Error><Code>SignatureDoesNotMatch</Code><Message>No match.</Message></Error>';
const EXPIRED = '✗ It expired on 25 May 2013, 00:00 UTC, 2 hours ago. ';

describe('the diagnosis of an expired URL', () => {
  const LATER = '2013-05-25T02:00:00Z';

  it('says first that it expired, on the page and in plain text, and that its signature is correct', () => {
    const shown = shownAt(LATER);
    const says = `${EXPIRED}Its signature is correct for this request and this secret.`;
    expect(diagnosisTitle(shown).text).toBe(says);
    expect(diagnosisView(shown)).toMatchObject({ verdict: { text: says }, fix: expect.stringMatching(/new URL/) });
  });

  it('says it first beside suspects of a wrong signature', () => {
    const shown = shownAt(LATER, { url: URL.replace('test.txt', 'test2.txt'), secret: null });
    expect(diagnosisTitle(shown).text).toBe(
      `${EXPIRED}Its signature was not checked, because the secret is not known.`,
    );
    expect(shown.findings.length).toBeGreaterThan(0);
  });

  it('says it beside the answer of a server', () => {
    const shown = shownAt(LATER, { more: MISMATCH });
    expect(diagnosisTitle(shown).text).not.toContain('expired');
    expect(plainBlocks(diagnosisReport(shown), 80)).toContain(EXPIRED.slice(2).trim());
    expect(diagnosisView(shown).others[0]?.[0]?.text).toBe(EXPIRED.trim());
  });

  it('says nothing of it while the URL is valid', () => {
    expect(diagnosisTitle(shownAt('2013-05-24T12:00:00Z')).text).not.toContain('expired');
  });
});
