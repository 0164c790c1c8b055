/** Which part of a message a byte is: of what was sent, and of what came back. */
import type { Octets } from '../../bytes/octets.ts';
import { sliceOctets } from '../../bytes/octets.ts';
import { POST_FORM, STREAMING } from '../../sigv4/documentation.ts';
import { REQUEST } from '../../sigv4/stages/request.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import type { Position } from '../../trace/provenance.ts';
import type { RedactedExchange } from '../../trace/redact-exchange.ts';
import { findValue } from '../../trace/trace.ts';
import type { WalkFacts } from '../facts.ts';
import { chunkParts } from './chunk-parts.ts';
import { partOfDocument } from './document-parts.ts';
import { type MessagePart, partOfHead, rfc9112 } from './head-parts.ts';
import { ANSWER, ANSWER_BODY, bytesShown, SENT_BODY } from './shown-bytes.ts';

/** `null` for a byte of what is no message. */
export function partAt(facts: WalkFacts, { value, byte }: Position): MessagePart | null {
  const { trace, exchange } = facts;
  switch (value) {
    case ANSWER:
      return exchange && partOfAnswer(facts, exchange, byte);
    case ANSWER_BODY:
      return exchange?.response ? partOfBody(exchange.response.body.kept, byte) : null;
    case SENT_BODY:
      return partOfSentBody(facts, byte);
    case REQUEST.id:
    case SIGNED_REQUEST.id: {
      const head = findValue(trace, value);
      return head ? partOfHead(head.bytes.octets, byte, 'request') : null;
    }
    default:
      return null;
  }
}

function partOfAnswer(facts: WalkFacts, exchange: RedactedExchange, byte: number): MessagePart | null {
  const { response, received } = exchange;
  const { kept } = received;
  // What is no HTTP at all has no parts.
  if (!response) return kept.startsWith('HTTP/') && byte < kept.length ? partOfHead(kept, byte, 'response') : null;
  const { bodyStart, framing } = response;
  if (byte < bodyStart) return partOfHead(kept, byte, 'response');
  if (framing.kind !== 'chunked') return partOfBody(sliceOctets(kept, bodyStart), byte - bodyStart);
  const { stored } = bytesShown(facts, ANSWER) ?? {};
  const chunking = { see: rfc9112('7.1'), extension: 'an extension' };
  return stored ? partsOnce(exchange, () => chunkParts(stored, bodyStart, chunking))(byte) : null;
}

/** `beginning`: the first bytes of the body. */
const partOfBody = (beginning: Octets, byte: number): MessagePart =>
  partOfDocument(beginning, byte) ?? { name: 'the body', see: rfc9112('6') };

function partOfSentBody({ trace, body }: WalkFacts, byte: number): MessagePart {
  if (trace.scheme === 'policy') return { name: 'the form', see: POST_FORM };
  if (!isInChunks(trace.rules.payload)) return { name: 'the payload', see: rfc9112('6') };
  const chunking = { see: STREAMING, extension: 'the signature' };
  return partsOnce(body, () => chunkParts(body.stored, 0, chunking))(byte);
}

const isInChunks = (payload: string | undefined) => payload !== 'hashed' && payload !== 'unsigned';

type TellPart = (byte: number) => MessagePart;

/** Whoever goes from byte to byte does not look for the chunks again and again. */
const TELLERS = new WeakMap<object, TellPart>();

function partsOnce(of: object, make: () => TellPart): TellPart {
  const known = TELLERS.get(of) ?? make();
  TELLERS.set(of, known);
  return known;
}
