/** Step 8: what came back. */
import type { Octets } from '../bytes/octets.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Framing, ReadResponse } from '../http/read-response.ts';
import { RESPONSE_BYTES_STAGE } from '../sigv4/stages/signed-request.ts';
import type { WalkFacts } from './facts.ts';
import { aside, type Block, heading, type Line, line, type Page, prose, words } from './page.ts';
import { sha256Line } from './shell.ts';
import { lineRanges, plainHexLines, shellBlock } from './value-blocks.ts';
import { visible } from './visible.ts';

export function responseBytesPage({ exchange, destination }: WalkFacts): Page {
  if (!exchange) return unsentPage(destination.connectsTo);
  const { kept } = exchange.received;
  const { response } = exchange;
  return {
    ...RESPONSE_BYTES_STAGE,
    main: [line('', [{ text: visible(kept.split('\r\n', 1)[0] ?? ''), meaning: 'given' }]), outcomeLine(exchange)],
    blocks: [
      ...problemBlocks(exchange),
      heading('As text'),
      ...responseTextLines(kept),
      heading('As bytes'),
      ...plainHexLines(kept, answerBytes),
      heading('Framing and time'),
      ...(response ? framingLines(response, exchange) : []),
      ...timeLines(exchange),
      ...(kept === '' ? [] : shellBlock('The hash of the answer:', sha256Line(kept))),
    ],
  };
}

const answerBytes = (start: number, end: number) => `bytes ${start} to ${end - 1} of the answer`;

function unsentPage(connectsTo: string): Page {
  return {
    ...RESPONSE_BYTES_STAGE,
    main: [line('', [words('Nothing has been sent, so nothing has come back.')])],
    blocks: [line('', [words('Press enter to send the request.')]), prose(words(`It goes to ${connectsTo}.`))],
  };
}

function outcomeLine({ response, problem, received }: Exchange): Line {
  if (problem) return line('', [{ text: `✗ ${visible(problem.says)}`, meaning: 'differs' }]);
  const isAccepted = response !== null && response.head.status < 400;
  const text = `${received.length} bytes came back, ${response?.bodyLength ?? 0} of them body`;
  return line('', [
    isAccepted
      ? { text: '✓ the server accepted the request', meaning: 'agrees' }
      : { text: '✗ the server refused', meaning: 'differs' },
    aside(`   ${text}`),
  ]);
}

function problemBlocks({ problem }: Exchange): Block[] {
  return problem ? [prose({ text: visible(problem.says), meaning: 'differs' }, words(` ${problem.mend}`))] : [];
}

function responseTextLines(kept: Octets): Line[] {
  return lineRanges(kept).map(([start, end]) =>
    line('', [{ text: visible(kept.slice(start, end)), meaning: 'given' }], answerBytes(start, end)),
  );
}

function framingLines({ framing, bodyLength, bodyStart }: ReadResponse, { received, peer }: Exchange): Line[] {
  return [
    line('from', [words(`${peer.host} port ${peer.port}`)]),
    line('head', [words(`${bodyStart} bytes, up to and with the empty line`)]),
    line('body', [words(`${bodyLength} bytes; ${framingInWords(framing)}`)]),
    line('SHA-256', [{ text: received.sha256, meaning: 'derived' }], 'all bytes of the answer, head and body, hashed'),
  ];
}

function framingInWords(framing: Framing): string {
  switch (framing.kind) {
    case 'length':
      return `Content-Length says ${framing.length}`;
    case 'none':
      return framing.because;
    case 'until-close':
      return 'it ends where the connection does';
  }
}

function timeLines({ times, received }: Exchange): Line[] {
  const at = (milliseconds: number | null) => [
    words(milliseconds === null ? 'never' : `${milliseconds.toFixed(1)} ms`),
  ];
  return [
    line('connected', at(times.connected)),
    line('sent', at(times.sent)),
    line('first byte', at(times.firstByte)),
    line('finished', at(times.finished)),
    line('arrived as', [
      words(
        received.pieces
          .map(({ length, milliseconds }) => `${length} bytes at ${milliseconds.toFixed(1)} ms`)
          .join(', '),
      ),
    ]),
  ];
}
