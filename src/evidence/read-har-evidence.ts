/** What a HAR file has of a request that failed: the request, and the answer with its body (http://www.softwareishard.com/blog/har-12-spec/). */

import { decodeBase64 } from '../bytes/base64.ts';
import type { InputSource } from '../bytes/input.ts';
import { EMPTY, type Octets, octetsFromText } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { afterByteOrderMark } from '../bytes/utf8.ts';
import { type JsonValue, octetsOfString, readJson } from '../intake/json/json-with-places.ts';
import type { ClientRequest } from '../intake/pasted/client-request.ts';
import { readHar } from '../intake/pasted/har.ts';
import type { AnswerHead } from './answers/server-answer.ts';

export interface HarEvidence {
  readonly request: ClientRequest;
  readonly answer: { readonly head: AnswerHead; readonly body: Octets } | null;
}

const BEGINS = /^[\t-\r ]{0,1024}\{[\t-\r ]{0,1024}"log"[\t-\r ]{0,1024}:[\t-\r ]{0,1024}\{/;

export const beginsHar = (octets: Octets): boolean => BEGINS.test(octets.slice(afterByteOrderMark(octets), 8192));

/** The first signed request that was refused; else the first that was refused; else the first signed one. */
export function readHarEvidence(octets: Octets, by: InputSource): HarEvidence | null {
  const entries = readHar(octets, by);
  if (isProblem(entries)) return null;
  const answers = answersIn(octets);
  const read = entries.flatMap(({ request }, index) => {
    if (isProblem(request)) return [];
    const answer = answers[index] ?? null;
    return [{ request, answer, isSigned: isSigned(request), isRefused: (answer?.head.status ?? 0) >= 300 }];
  });
  const chosen =
    read.find(({ isSigned, isRefused }) => isSigned && isRefused) ??
    read.find(({ isSigned }) => isSigned) ??
    read.find(({ isRefused }) => isRefused);
  return chosen ? { request: chosen.request, answer: chosen.isRefused ? chosen.answer : null } : null;
}

/** In its header or in its query. */
export function isSigned({ head }: ClientRequest): boolean {
  if (/[?&]X-Amz-(?:Signature|Credential)=/i.test(head.target.octets)) return true;
  return head.headers.some(
    ({ name, value }) => name.octets.toLowerCase() === 'authorization' && value.octets.startsWith('AWS4-'),
  );
}

function answersIn(octets: Octets): HarEvidence['answer'][] {
  const root = readJson(octets, afterByteOrderMark(octets));
  if (isProblem(root)) return [];
  const entries = member(member(root, 'log'), 'entries');
  if (entries?.kind !== 'array') return [];
  return entries.items.map((entry) => answerIn(octets, member(entry, 'response')));
}

function answerIn(octets: Octets, response: JsonValue | undefined): HarEvidence['answer'] {
  const status = member(response, 'status');
  // A status of 0 stands for no answer at all.
  if (status?.kind !== 'number' || status.number < 100) return null;
  const fields = member(response, 'headers');
  const headers = new Map<string, string>();
  for (const field of fields?.kind === 'array' ? fields.items : []) {
    const name = text(octets, member(field, 'name')).toLowerCase();
    if (!headers.has(name)) headers.set(name, text(octets, member(field, 'value')));
  }
  const content = member(response, 'content');
  const written = text(octets, member(content, 'text'));
  const isBase64 = text(octets, member(content, 'encoding')) === 'base64';
  const body = isBase64 ? (decodeBase64(written) ?? EMPTY) : written;
  return { head: { status: status.number, headers }, body };
}

const member = (value: JsonValue | undefined, name: string): JsonValue | undefined =>
  value?.kind === 'object' ? value.members.get(name) : undefined;

const text = (octets: Octets, value: JsonValue | undefined): Octets =>
  value?.kind === 'string' ? octetsOfString(octets, value) : octetsFromText('');
