/** What there is to say of an exchange besides its bytes: TLS, framing, times. */
import type { CertificateFacts, Exchange, TlsFacts } from '../../http/exchange.ts';
import type { Framing } from '../../http/framing.ts';
import type { ResponseHead } from '../../http/message.ts';
import type { ReadResponse } from '../../http/read-response.ts';
import { printable, visible, visibleText } from '../characters/visible.ts';
import { type Block, heading, type Line, line, type Run, words } from '../page.ts';

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
