/** Creates the page of the response, which shows its bytes, TLS, framing, and times. */
import { counted } from '../../bytes/joined.ts';
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import type { CertificateFacts, Exchange, TlsFacts } from '../../http/exchange.ts';
import type { Framing } from '../../http/framing.ts';
import type { HeaderField, ResponseHead } from '../../http/message.ts';
import type { ReadResponse } from '../../http/read-response.ts';
import { ANSWER, ANSWER_BODY } from '../bytes/shown-bytes.ts';
import { printable, visible, visibleText } from '../characters/visible.ts';
import { isAccepted, outcomeRun, peerInWords, quotedError, signatureCheck } from '../exchange-outcome.ts';
import type { WalkFacts } from '../facts.ts';
import {
  agrees,
  aside,
  type Block,
  differs,
  headed,
  heading,
  inOneRow,
  keys,
  type Line,
  line,
  type PageContent,
  prose,
  type Run,
  type StoredBody,
  words,
} from '../page.ts';
import { sha256Line } from '../shell.ts';
import { moreBytes, shellBlock, WIRE_LIMIT, type WireBytes, wireHexLines, wireText } from '../value-blocks.ts';

/** The maximum number of bytes in which the first line is searched for. */
const FIRST_LINE_LIMIT = 200;

export function responseBytesPage({
  exchange,
  delivery,
  destination,
}: Pick<WalkFacts, 'exchange' | 'delivery' | 'destination'>): PageContent {
  if (!exchange) return UNANSWERED[delivery](destination.connectsTo);
  const { kept } = exchange.received;
  const answer = beginningOf(ANSWER, kept, 'the response');
  const { response } = exchange;
  return {
    main: [...outcomeLines(exchange, destination.goesTo), ...unverifiedLines(exchange)],
    blocks: [
      ...problemBlocks(exchange),
      wireText(answer, 0, response ? bodyOf(response) : undefined),
      ...(response ? bodyBlocks(response) : []),
      heading('As bytes'),
      ...wireHexLines(answer),
      ...moreBytes(exchange.received.length - WIRE_LIMIT),
      ...tlsBlocks(exchange),
      heading('Framing and time'),
      ...(response ? framingLines(response, exchange) : []),
      ...timeLines(exchange),
      ...(kept === '' || exchange.isMasked || kept.length < exchange.received.length
        ? []
        : shellBlock('The hash of the response:', sha256Line(kept))),
    ],
  };
}

/** Marks the body in the response; `undefined` if it has none. */
function bodyOf({ body, bodyStart, framing }: ReadResponse): StoredBody | undefined {
  const size = framing.kind === 'chunked' ? 'in chunks' : counted(body.length, 'byte');
  return body.length === 0 ? undefined : { start: bodyStart, note: `body, ${size}` };
}

const beginningOf = (id: string, octets: Octets, what: string): WireBytes => ({
  id,
  octets: sliceOctets(octets, 0, WIRE_LIMIT),
  tell: (start, end) => `bytes ${start} to ${end - 1} of ${what}`,
});

/** Returns the first line of received bytes that are not HTTP. */
const firstLine = ({ received }: Exchange): string =>
  visible(sliceOctets(received.kept, 0, FIRST_LINE_LIMIT)).split(/(?:\\r)?\\n/, 1)[0] ?? '';

/** The pages to show before the response arrives, keyed by the state of the delivery. */
const UNANSWERED: Readonly<Record<WalkFacts['delivery'], (connectsTo: string) => PageContent>> = {
  ready: (connectsTo) =>
    saying(
      'This request has not been sent, so there is no response.',
      keys('Press Enter to send the request.'),
      prose(`It goes to ${connectsTo}.`),
    ),
  'under-way': (connectsTo) =>
    saying(
      'Waiting for the response. It appears here when it is complete. Press esc to stop waiting.',
      line('', `It comes from ${connectsTo}.`),
    ),
  held: () =>
    saying(
      'This request has not been sent, so there is no response.',
      line('', 'Your latest input cannot be signed, so nothing can be sent. Fix it, or press z to undo it.'),
    ),
};

function saying(main: string, ...blocks: Block[]): PageContent {
  return {
    main: [line('', main)],
    blocks,
  };
}

/**
 * Returns the verdict: the status and its meaning for the signature, followed by the size of the response. Only the
 * sandbox is known to compute the signature; any other server may not have checked it at all.
 */
function outcomeLines(exchange: Exchange, goesTo: WalkFacts['destination']['goesTo']): Line[] {
  const { response, problem, received } = exchange;
  if (problem) return [line('', outcomeRun(exchange))];
  const said = response && quotedError(response)?.message;
  const isAgreed = isAccepted(exchange);
  const isPassed = !isAgreed && signatureCheck(exchange, goesTo) === 'passed';
  const status = `${isAgreed ? '✓' : '✗'} ${statusOf(exchange)}`;
  return [
    {
      ...line('', [
        { text: status, meaning: isAgreed ? 'agrees' : 'differs' },
        ...(isPassed ? [words(' · signature accepted')] : []),
        `   ${isAgreed ? ACCEPTED[goesTo] : (said ?? 'refused')}`,
      ]),
      isVerdict: true,
    },
    line('', aside(`${received.length} bytes, ${response?.body.length ?? 0} in the body`)),
  ];
}

const ACCEPTED: Readonly<Record<WalkFacts['destination']['goesTo'], string>> = {
  sandbox: 'accepted: the server computed the same signature',
  network: 'accepted: the signature is right if the server checks it',
};

/**
 * Returns the status and its reason or, for a refusal by S3, its code. Both are shortened so that the verdict after
 * them stays visible. The bytes below show both in full.
 */
function statusOf(exchange: Exchange): string {
  const { response } = exchange;
  if (!response) return firstLine(exchange);
  const { status, reason } = response.head;
  const why = quotedError(response)?.code ?? visible(reason.octets);
  return `${status} ${why.length > REASON_LIMIT ? `${why.slice(0, REASON_LIMIT)}…` : why}`.trim();
}

/** The maximum number of characters that the verdict shows from a reason. */
const REASON_LIMIT = 40;

/** Returns how to fix the problem, if there is one, followed by remarks about the response. */
function problemBlocks({ problem, response }: Exchange): Block[] {
  const remarks = (response?.remarks ?? []).map(({ says, fix }) => prose(differs(`✗ ${printable(says)}`), ` ${fix}`));
  // The outcome above already states the problem.
  return problem ? [prose(problem.fix), ...remarks] : remarks;
}

/**
 * Returns a chunked body without its framing, followed by the trailer fields. A body that is not chunked is shown as
 * part of the whole response.
 */
function bodyBlocks({ framing, body, trailers }: ReadResponse): Block[] {
  if (framing.kind !== 'chunked') return [];
  return [
    heading(
      'The body without its chunk framing',
      aside(`${body.length} bytes${body.sha256 === null ? '' : `, SHA-256 ${body.sha256}`}`),
    ),
    wireText(beginningOf(ANSWER_BODY, body.kept, 'the body')),
    ...headed('Trailer fields', trailers.map(trailerLine)),
  ];
}

function trailerLine({ name, value }: HeaderField): Line {
  return line('', { text: `${visible(name.octets)}: ${visible(value.octets)}`, meaning: 'given' });
}

/** Returns the result of the TLS negotiation. Returns nothing for a plain connection. */
function tlsBlocks({ tls }: Exchange): Block[] {
  if (!tls) return [];
  return [
    heading('TLS'),
    line('version', tls.protocol ?? 'unknown'),
    line('cipher', visibleText(tls.cipher ?? 'unknown')),
    ...(tls.certificate ? certificateLines(tls.certificate) : [line('certificate', 'none')]),
    line('verified', verifiedRun(tls)),
  ];
}

function certificateLines(certificate: CertificateFacts): Line[] {
  return [
    line('certificate', visibleText(certificate.subject) || '(no subject)'),
    line('for', visibleText(certificate.alternativeNames.join(', ')) || '(no names)'),
    line('issued by', visibleText(certificate.issuer)),
    line('valid', visibleText(`from ${certificate.validFrom} to ${certificate.validTo}`)),
    line('SHA-256', { text: visibleText(certificate.fingerprint256), meaning: 'derived' }),
  ];
}

function verifiedRun({ isVerified, verification, refusal }: TlsFacts): Run {
  if (isVerified) return agrees('✓ the certificate matches the host and comes from a trusted authority');
  const why = refusal === null ? 'it would have passed' : `it ${printable(refusal)}`;
  const text = verification === 'skipped' ? `✗ NOT VERIFIED, as requested: ${why}` : `✗ refused: ${why}`;
  return differs(text);
}

function unverifiedLines({ tls }: Exchange): Line[] {
  return tls?.verification === 'skipped'
    ? [line('', differs('✗ the certificate was NOT VERIFIED: anyone may have answered'))]
    : [];
}

function framingLines(response: ReadResponse, { received, peer }: Exchange): Line[] {
  const { framing, body, bodyStart, interim, trailers } = response;
  return [
    line('from', peerInWords(peer)),
    ...(interim.length > 0 ? [line('before it', interimInWords(interim))] : []),
    line('head', `${bodyStart} bytes, including the empty line`),
    line('body', `${body.length} bytes; ${framingInWords(framing, trailers.length)}`),
    ...(received.sha256 === null ? [] : [inOneRow(hashLine(received.sha256))]),
  ];
}

const hashLine = (sha256: string): Line =>
  line('SHA-256', { text: sha256, meaning: 'derived' }, 'the hash of the whole response, head and body');

/** The maximum number of items listed in one line. */
const SHOWN = 20;

function interimInWords(interim: readonly ResponseHead[]): string {
  const names = interim.map(({ status, reason }) => `${status} ${visible(reason.octets)}`.trim());
  return `${counted(interim.length, 'interim response')} before the final one: ${shortened(names)}`;
}

const shortened = (texts: readonly string[]) =>
  texts.length > SHOWN ? `${texts.slice(0, SHOWN).join(', ')}, and ${texts.length - SHOWN} more` : texts.join(', ');

function framingInWords(framing: Framing, trailers: number): string {
  switch (framing.kind) {
    case 'length':
      return `Content-Length says ${framing.length}`;
    case 'chunked':
      return `in ${counted(framing.chunks, 'chunk')}, followed by ${counted(trailers, 'trailer field')}`;
    case 'none':
      return framing.because;
    case 'until-close':
      return 'it ends when the connection closes';
    case 'unknown':
      return 'the head does not say where the body ends, or says so in two ways';
  }
}

function timeLines({ times, tls, received }: Exchange): Line[] {
  const inWords = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`;
  const at = (milliseconds: number | null) => [words(milliseconds === null ? 'never' : inWords(milliseconds))];
  return [
    line('connected', at(times.connected)),
    ...(tls ? [line('TLS agreed', at(times.secured))] : []),
    line('sent', at(times.sent)),
    line('first byte', at(times.firstByte)),
    line('finished', at(times.finished)),
    line(
      'arrived as',
      shortened(received.pieces.map((piece) => `${counted(piece.length, 'byte')} at ${inWords(piece.milliseconds)}`)),
    ),
  ];
}
