/** Evidence of an answer alone, and of a request beside it, as a reader of answers would make it. */

import { type Octets, octetsFromText } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import type { Evidence, QuotedText, ServerAnswer } from '../../../src/evidence/evidence.ts';
import { readRawRequest } from '../../../src/intake/pasted/raw-request.ts';
import { named } from '../sources.ts';

/** The text of an error document, or what is in it. */
export type Answered =
  | string
  | {
      readonly code: string | null;
      readonly message: string | null;
      readonly details?: Readonly<Record<string, string>>;
      /** Of the response, in lower case. */
      readonly headers?: Readonly<Record<string, string>>;
      readonly stringToSign?: string;
    };

export function evidenceOfAnswer(answered: Answered, request: string | null): Evidence {
  const answer = typeof answered === 'string' ? readAnswer(answered) : answered;
  return {
    answer: answerOf(answer),
    client: null,
    request: request === null ? null : readRequest(request),
    mentions: [],
    remarks: [],
    pieces: [],
  };
}

function readRequest(octets: string) {
  const read = readRawRequest(octets as Octets, named('the request'));
  if (isProblem(read)) throw new Error(read.says);
  return read;
}

function answerOf({
  code,
  message,
  details = {},
  headers = {},
  stringToSign,
}: Exclude<Answered, string>): ServerAnswer {
  return {
    by: named('the answer'),
    form: 'xml',
    status: null,
    code,
    message,
    details: new Map(Object.entries(details)),
    headers: new Map(Object.entries(headers)),
    canonicalRequest: null,
    stringToSign: stringToSign === undefined ? null : quoted(stringToSign),
    signature: null,
    signatureProvided: details.SignatureProvided === undefined ? null : octetsFromText(details.SignatureProvided),
    accessKeyId: details.AWSAccessKeyId === undefined ? null : octetsFromText(details.AWSAccessKeyId),
  };
}

const quoted = (text: string): QuotedText => ({
  octets: octetsFromText(text),
  by: named('the answer'),
  readFrom: 'text',
  repairs: [],
  standing: 'unknown',
});

/** One element is one line of it; JSON has the sentence alone. */
function readAnswer(text: string): Exclude<Answered, string> {
  if (text.startsWith('{')) return { code: null, message: /"message":"([^"]*)"/.exec(text)?.[1] ?? null };
  const elements = [...text.matchAll(/<([\w-]+)>([^<>]*)<\/\1>/g)].map(
    ([, name = '', value = '']) => [name, value] as const,
  );
  const { Code = null, Message = null, StringToSign, ...details } = Object.fromEntries(elements);
  return {
    code: Code,
    message: Message,
    details,
    ...(StringToSign === undefined ? {} : { stringToSign: StringToSign }),
  };
}
