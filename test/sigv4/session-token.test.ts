/** The session token of temporary credentials: signed with the request, or appended to it. */
import { describe, expect, it } from 'vitest';
import { traceSigning } from '../../src/sigv4/sign.ts';
import { findValue } from '../../src/trace/trace.ts';
import { signingInput } from '../../src/vectors/run.ts';
import { vectorNamed } from '../support/vectors/published-vectors.ts';

describe('a session token', () => {
  it.each([
    ['post-sts-header-before', 'host;x-amz-date;x-amz-security-token'],
    ['post-sts-header-after', 'host;x-amz-date'],
  ])('travels in the request of %s, where %s is signed', (name, signedHeaders) => {
    const vector = vectorNamed(name);
    const trace = traceSigning(signingInput(vector));
    const line = `\r\nx-amz-security-token: ${vector.credentials.sessionToken}\r\n`;
    expect(findValue(trace, 'signed-request')?.bytes.octets.split(line)).toHaveLength(2);
    expect(findValue(trace, 'signed-headers')?.bytes.octets).toBe(signedHeaders);
  });

  it.each([
    ['signed', 'x-amz-security-token'],
    ['signed', 'X-Amz-Security-Token'],
    ['appended', 'X-Amz-Security-Token'],
  ] as const)('is sent once where it is %s and the request carries it already as %s', (sessionToken, name) => {
    const { request, rules, ...vector } = vectorNamed('post-sts-header-before');
    const headers: [string, string][] = [...request.headers, [name, vector.credentials.sessionToken ?? '']];
    const input = signingInput({ ...vector, request: { ...request, headers }, rules: { ...rules, sessionToken } });
    const sent = findValue(traceSigning(input), 'signed-request')?.bytes.octets ?? '';
    expect(sent.match(/^x-amz-security-token: /gim)).toHaveLength(1);
  });
});
