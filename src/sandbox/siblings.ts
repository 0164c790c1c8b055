/**
 * Lets the operations, which know the names of S3's API, serve requests for the siblings of Signature Version 4: Cloud
 * Storage, OSS, and TOS. Each sends the same operations under names of its own.
 */
import { type Bytes, join, plain, slice } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { split } from '../bytes/text-operations.ts';
import type { HeaderField, RequestHead } from '../http/message.ts';
import { AWS4 } from '../sigv4/dialects/aws4.ts';
import { type Dialect, signatureParameters } from '../sigv4/dialects/dialect.ts';
import { headerOfAws, headerOfVendor } from '../sigv4/dialects/names.ts';
import type { Answer, Field } from './answers/answer.ts';

/** Returns a head in the names of S3: its headers, and its target without the parameters of the signature. */
export function inNamesOfS3(head: RequestHead, dialect: Dialect): RequestHead {
  if (dialect === AWS4) return head;
  return { ...head, target: withoutSignature(head.target, dialect), headers: fieldsOfS3(head.headers, dialect) };
}

/** Returns headers in the names of S3. */
export const fieldsOfS3 = <Given extends HeaderField>(fields: readonly Given[], dialect: Dialect): Given[] =>
  fields.map((field) => {
    const name = field.name.octets.toLowerCase();
    const ofAws = headerOfAws(name, dialect);
    return ofAws === name ? field : { ...field, name: plain(ofAws as Octets) };
  });

function withoutSignature(target: Bytes, dialect: Dialect): Bytes {
  const mark = target.octets.indexOf('?');
  if (mark < 0 || dialect.parameters === null) return target;
  const names = signatureParameters(dialect);
  const kept = split(slice(target, mark + 1), '&').filter(
    ({ octets }) => !names.has((octets.split('=', 1)[0] ?? '').toLowerCase()),
  );
  if (kept.length === 0) return slice(target, 0, mark);
  return join([slice(target, 0, mark + 1), join(kept, plain('&' as Octets))]);
}

/** Returns an answer in the names of a vendor. */
export function inNamesOfVendor(answer: Answer, dialect: Dialect): Answer {
  if (dialect === AWS4) return answer;
  return { ...answer, headers: answer.headers.map(([name, value]): Field => [headerOfVendor(name, dialect), value]) };
}
