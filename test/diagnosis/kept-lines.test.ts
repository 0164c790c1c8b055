/** A print that keeps one line ending keeps them all, so what is missing in another text is the mistake of its signer. */
import { describe, expect, it } from 'vitest';
import { clientIn, GET_OBJECT, LIST_OBJECTS, toSign } from '../evidence/answers.ts';
import { diagnosed, mismatch } from '../support/evidence/pasted-failure.ts';

const flat = (text: string) => text.replaceAll('\n', ' ');
const inJava = (name: string, text: string) =>
  `10:11:12.345 [main] DEBUG c.acme.Signer - ${name}: ${text.replaceAll('\n', '\\n')}\n`;
const plainly = (name: string, text: string) => `${name}:\n${text}\n\n`;

const found = (paste: string) =>
  (diagnosed([paste])?.findings ?? []).map(
    ({ cause, variant, certainty }) => `${cause.id}/${variant} ${certainty.kind}`,
  );

describe.each([inJava, plainly])('a log', (printed) => {
  const pasteOf = (text: string, string: string, quoted = text) =>
    `${printed('canonical', text)}${printed('to sign', string)}${mismatch({ canonicalRequest: quoted, stringToSign: toSign(quoted) })}`;

  it.each([GET_OBJECT, LIST_OBJECTS])('has a string that was signed as one line: %j', (text) => {
    expect(found(pasteOf(text, flat(toSign(text))))[0]).toBe('crlf-or-extra-newline/string-no-newlines explains');
  });

  it('says nothing of lines if it kept none of them', () => {
    const paste = `${printed('canonical', flat(GET_OBJECT))}${printed('to sign', flat(toSign(GET_OBJECT)))}`;
    expect(clientIn(paste).stringToSign?.octets).toBe(toSign(GET_OBJECT));
  });

  it('has a text that was signed without the line of its query', () => {
    const text = GET_OBJECT.replace('test.txt\n\n', 'test.txt\n');
    expect(found(pasteOf(text, toSign(text), GET_OBJECT))[0]).toMatch(/^crlf-or-extra-newline\/no-query-line/);
    const silent = `${printed('canonical', text)}${mismatch()}`;
    expect(found(silent).slice(0, 3)).toContain('crlf-or-extra-newline/null possible');
  });
});
