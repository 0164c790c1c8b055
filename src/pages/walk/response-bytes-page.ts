/** Step 8: what came back. */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import type { CertificateFacts, Exchange, TlsFacts } from '../../http/exchange.ts';
import type { Framing } from '../../http/framing.ts';
import type { HeaderField, ResponseHead } from '../../http/message.ts';
import type { ReadResponse } from '../../http/read-response.ts';
import { RESPONSE_BYTES_STAGE } from '../../sigv4/stages/signed-request.ts';
import { ANSWER, ANSWER_BODY } from '../bytes/shown-bytes.ts';
import { printable, visible, visibleText } from '../characters/visible.ts';
import { outcomeRun, quotedError } from '../exchange-outcome.ts';
import type { WalkFacts } from '../facts.ts';
import {
  aside,
  type Block,
  heading,
  hexLine,
  keys,
  type Line,
  line,
  type Page,
  prose,
  type Run,
  words,
} from '../page.ts';
import { sha256Line } from '../shell.ts';
import { shellBlock, type WireBytes, wireHexLines, wireText } from '../value-blocks.ts';

/** The most bytes of an answer that its first line is looked for in. */
const FIRST_LINE_LIMIT = 200;
/** The most bytes that a page shows; `--json` has all that are kept. */
const SHOWN_LIMIT = 16_384;

export function responseBytesPage({
  exchange,
  delivery,
  destination,
}: Pick<WalkFacts, 'exchange' | 'delivery' | 'destination'>): Page {
  if (!exchange) return UNANSWERED[delivery](destination.connectsTo);
  const { kept } = exchange.received;
  const answer = beginningOf(ANSWER, kept, 'the answer');
  const { response } = exchange;
  return {
    ...RESPONSE_BYTES_STAGE,
    main: [
      line('', [{ text: firstLine(exchange), meaning: 'given' }]),
      outcomeLine(exchange),
      ...unverifiedLines(exchange),
    ],
    blocks: [
      ...problemBlocks(exchange),
      heading('As text'),
      wireText(answer),
      ...(response ? bodyBlocks(response) : []),
      heading('As bytes'),
      ...wireHexLines(answer),
      ...moreLines(exchange),
      ...tlsBlocks(exchange),
      heading('Framing and time'),
      ...(response ? framingLines(response, exchange) : []),
      ...timeLines(exchange),
      ...(kept === '' || exchange.isMasked || kept.length < exchange.received.length
        ? []
        : shellBlock('The hash of the answer:', sha256Line(kept))),
    ],
  };
}

function moreLines({ received }: Exchange): Line[] {
  const more = received.length - SHOWN_LIMIT;
  return more > 0 ? [hexLine('', [aside(`… and ${more} bytes more`)], null)] : [];
}

const beginningOf = (id: string, octets: Octets, what: string): WireBytes => ({
  id,
  octets: sliceOctets(octets, 0, SHOWN_LIMIT),
  tell: (start, end) => `bytes ${start} to ${end - 1} of ${what}`,
});

/** The status line of the answer that counts; of an answer that has none, its first line. */
function firstLine({ response, received }: Exchange): string {
  if (!response) return visible(sliceOctets(received.kept, 0, FIRST_LINE_LIMIT)).split(/(?:\\r)?\\n/, 1)[0] ?? '';
  const { version, status, reason } = response.head;
  return `HTTP/${version} ${status} ${visible(reason.octets)}`;
}

/** Before there is an answer. */
const UNANSWERED: Readonly<Record<WalkFacts['delivery'], (connectsTo: string) => Page>> = {
  ready: (connectsTo) =>
    saying(
      'Nothing has been sent, so nothing has come back.',
      keys('Press enter to send the request.'),
      prose(words(`It goes to ${connectsTo}.`)),
    ),
  'under-way': (connectsTo) =>
    saying(
      'The answer is on its way; it stands here as soon as it is whole, or esc stops it.',
      line('', [words(`It comes from ${connectsTo}.`)]),
    ),
  held: () =>
    saying(
      'Nothing has been sent, so nothing has come back.',
      line('', [
        words('What was typed cannot be signed, so that nothing can be sent: fix it, or take it back with z.'),
      ]),
    ),
};

function saying(main: string, ...blocks: Block[]): Page {
  return {
    ...RESPONSE_BYTES_STAGE,
    main: [line('', [words(main)])],
    blocks,
  };
}

function outcomeLine(exchange: Exchange): Line {
  const { response, problem, received } = exchange;
  if (problem) return line('', [outcomeRun(exchange)]);
  const said = response && quotedError(response)?.message;
  const text = `${received.length} bytes came back, ${response?.body.length ?? 0} of them body`;
  return line('', [
    outcomeRun(exchange),
    ...(said ? [{ text: `. ${said}`, meaning: 'differs' as const }] : []),
    aside(`   ${text}`),
  ]);
}

/** What went wrong, and what is odd although it went well. */
function problemBlocks({ problem, response }: Exchange): Block[] {
  const remarks = (response?.remarks ?? []).map(({ says, fix }) =>
    prose({ text: `✗ ${printable(says)}`, meaning: 'differs' }, words(` ${fix}`)),
  );
  // What is wrong stands above already, in the place of the outcome.
  return problem ? [prose(words(problem.fix)), ...remarks] : remarks;
}

/** What was between the lines around chunks, and the fields behind them. Other bodies are among the bytes as they came. */
function bodyBlocks({ framing, body, trailers }: ReadResponse): Block[] {
  if (framing.kind !== 'chunked') return [];
  return [
    heading('The body, without its chunks', aside(`${body.length} bytes, SHA-256 ${body.sha256}`)),
    wireText(beginningOf(ANSWER_BODY, body.kept, 'the body')),
    ...(trailers.length === 0 ? [] : [heading('Trailer fields'), ...trailers.map(trailerLine)]),
  ];
}

function trailerLine({ name, value }: HeaderField): Line {
  return line('', [{ text: `${visible(name.octets)}: ${visible(value.octets)}`, meaning: 'given' }]);
}

/** What TLS agreed on; nothing for a plain connection. */
export function tlsBlocks({ tls }: Exchange): Block[] {
  if (!tls) return [];
  return [
    heading('TLS'),
    line('version', [words(tls.protocol ?? 'unknown')]),
    line('cipher', [words(visibleText(tls.cipher ?? 'unknown'))]),
    ...(tls.certificate ? certificateLines(tls.certificate) : [line('certificate', [words('none')])]),
    line('verified', [verifiedRun(tls)]),
  ];
}

function certificateLines(certificate: CertificateFacts): Line[] {
  return [
    line('certificate', [words(visibleText(certificate.subject) || '(no subject)')]),
    line('for', [words(visibleText(certificate.alternativeNames.join(', ')) || '(no names)')]),
    line('issued by', [words(visibleText(certificate.issuer))]),
    line('valid', [words(visibleText(`from ${certificate.validFrom} to ${certificate.validTo}`))]),
    line('SHA-256', [{ text: visibleText(certificate.fingerprint256), meaning: 'derived' }]),
  ];
}

function verifiedRun({ isVerified, verification, refusal }: TlsFacts): Run {
  if (isVerified)
    return { text: '✓ the certificate is the right one, from an authority that is believed', meaning: 'agrees' };
  const why = refusal === null ? 'it would have passed' : `it ${printable(refusal)}`;
  const text = verification === 'skipped' ? `✗ NOT VERIFIED, as was asked for: ${why}` : `✗ refused: ${why}`;
  return { text, meaning: 'differs' };
}

/** One line that nobody overlooks, where the certificate was not verified. */
export function unverifiedLines({ tls }: Exchange): Line[] {
  return tls?.verification === 'skipped'
    ? [line('', [{ text: '✗ the certificate was NOT VERIFIED: anybody may have answered', meaning: 'differs' }])]
    : [];
}

export function framingLines(response: ReadResponse, { received, peer }: Exchange): Line[] {
  const { framing, body, bodyStart, interim, trailers } = response;
  return [
    line('from', [words(`${peer.host} port ${peer.port}`)]),
    ...(interim.length > 0 ? [line('before it', [words(interimInWords(interim))])] : []),
    line('head', [words(`${bodyStart} bytes, up to and with the empty line`)]),
    line('body', [words(`${body.length} bytes; ${framingInWords(framing, trailers.length)}`)]),
    line('SHA-256', [{ text: received.sha256, meaning: 'derived' }], 'all bytes of the answer, head and body, hashed'),
  ];
}

/** As many of a list as a line can hold. */
const SHOWN = 20;

function interimInWords(interim: readonly ResponseHead[]): string {
  const names = interim.map(({ status, reason }) => `${status} ${visible(reason.octets)}`.trim());
  return `${counted(interim.length, 'interim answer')}, which do not count: ${shortened(names)}`;
}

const shortened = (texts: readonly string[]) =>
  texts.length > SHOWN ? `${texts.slice(0, SHOWN).join(', ')} and ${texts.length - SHOWN} more` : texts.join(', ');

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

function framingInWords(framing: Framing, trailers: number): string {
  switch (framing.kind) {
    case 'length':
      return `Content-Length says ${framing.length}`;
    case 'chunked':
      return `in ${counted(framing.chunks, 'chunk')}, with ${counted(trailers, 'trailer field')} behind them`;
    case 'none':
      return framing.because;
    case 'until-close':
      return 'it ends where the connection does';
    case 'unknown':
      return 'the head does not say where it ends, or says it twice';
  }
}

export function timeLines({ times, tls, received }: Exchange): Line[] {
  const inWords = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`;
  const at = (milliseconds: number | null) => [words(milliseconds === null ? 'never' : inWords(milliseconds))];
  return [
    line('connected', at(times.connected)),
    ...(tls ? [line('TLS agreed', at(times.secured))] : []),
    line('sent', at(times.sent)),
    line('first byte', at(times.firstByte)),
    line('finished', at(times.finished)),
    line('arrived as', [
      words(
        shortened(received.pieces.map((piece) => `${counted(piece.length, 'byte')} at ${inWords(piece.milliseconds)}`)),
      ),
    ]),
  ];
}
