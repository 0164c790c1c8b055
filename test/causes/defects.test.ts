/** A defect that the request shows comes before what the server did not find because of it. */
import { describe, expect, it } from 'vitest';
import { diagnosedSoon } from '../support/evidence/pasted-failure.ts';
import { ask, ordered } from '../support/sandbox/sandbox-client.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

const URL_REQUEST = presigned().request;

/** The causes of a refused request, the first with its sentence and its fix. */
function causesOf(request: string) {
  const { status, body } = ask(request);
  expect(status).toBeGreaterThanOrEqual(400);
  const findings = diagnosedSoon([body, request])?.findings ?? [];
  return findings.map(({ cause, says, fix, certainty }) => ({ id: cause.id, says, fix, certainty: certainty.kind }));
}

const inTarget = (edit: (target: string) => string) => URL_REQUEST.replace(/(?<=^GET )\S+/, edit);

/** The byte of the target at which the damage begins. */
const byteOf = (request: string, damage: string) => (request.split(' ')[1] ?? '').indexOf(damage);

describe('a URL whose parameters the server does not find', () => {
  it.each([
    ['escaped for HTML', (target: string) => target.replaceAll('&', '&amp;'), '&amp;', 'Replace each &amp; with &.'],
    [
      'escaped for JSON',
      (target: string) => target.replaceAll('&', '\\u0026'),
      '\\u0026',
      'Replace each \\u0026 with &.',
    ],
    [
      'encoded twice',
      (target: string) => target.replace(/(?<=\?X-Amz-Algorithm)(.*)$/, (query) => encodeURIComponent(query)),
      '%26X-Amz-',
      'Decode it once',
    ],
    [
      'cut by a shell',
      (target: string) => target.replace(/&.*$/, ''),
      'X-Amz-Algorithm',
      'Put the URL in quotation marks.',
    ],
  ])('is called %s, with the byte and a fix for the URL', (_what, edit, damage, fix) => {
    const request = inTarget(edit);
    const [first, ...others] = causesOf(request);
    expect(first).toMatchObject({ id: 'presigned-url-mangled', certainty: 'explains' });
    expect(first?.says).toContain(`(byte ${byteOf(request, damage)} of the target)`);
    expect(first?.fix).toContain(fix);
    expect(others.map(({ id }) => id)).not.toContain('authorization-header-malformed');
  });

  it('is said to lack only the parameters that it lacks', () => {
    const request = inTarget((target) => target.replace(/&X-Amz-Expires=\d+/, ''));
    const [first] = causesOf(request);
    expect(first).toMatchObject({ id: 'authorization-header-malformed', certainty: 'proved' });
    expect(first?.says).toBe('The presigned URL has no X-Amz-Expires.');
    expect(first?.fix).toMatch(/^Use the URL exactly as it was created/);
  });
});

it('an invisible character comes before the part that the server does not find', () => {
  const { request } = ordered();
  const [first] = causesOf(request.replace('Signature=', '\xe2\x80\x8bSignature='));
  expect(first?.says).toContain('a character that is not visible');
});

it('asks for nothing more if the request shows the defect', () => {
  const request = inTarget((target) => target.replaceAll('&', '&amp;'));
  expect(diagnosedSoon([ask(request).body, request])?.next).toEqual([]);
});
