/** Step 7: the exact message, before it is sent. */
import { type Octets, sliceOctets } from '../bytes/octets.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { REQUEST_BYTES_STAGE, SIGNED_REQUEST } from '../sigv4/stages/signed-request.ts';
import { requireValue, type WalkFacts } from './facts.ts';
import type { OriginTeller } from './origins.ts';
import { aside, heading, type Line, line, type Page, prose, words } from './page.ts';
import { sha256Line } from './shell.ts';
import { hexLines, plainHexLines, shellBlock, textLines } from './value-blocks.ts';
import { visible, visibleText } from './visible.ts';

export function requestBytesPage(facts: WalkFacts, tell: OriginTeller): Page {
  const head = requireValue(facts, SIGNED_REQUEST);
  const message = (head.bytes.octets + facts.body) as Octets;
  const isWhole = head.masked.length === 0;
  return {
    ...REQUEST_BYTES_STAGE,
    main: [
      line('', [
        { text: visible(sliceOctets(message, 0, message.indexOf('\r\n'))), meaning: 'copied' },
        aside(`   ${message.length} bytes`),
      ]),
      isWhole
        ? line('SHA-256', [{ text: sha256Hex(message), meaning: 'derived' }])
        : line('', [aside('masked: it holds a secret')]),
    ],
    blocks: [
      prose(words(sendingInWords(facts))),
      heading('As text'),
      ...textLines('', head, tell),
      ...bodyTextLines(facts.body),
      heading('As bytes'),
      ...hexLines(head, tell),
      ...plainHexLines(facts.body, () => 'the payload', head.bytes.octets.length),
      ...shellBlock('The hash of the message:', isWhole ? sha256Line(message) : null),
    ],
  };
}

function sendingInWords({ destination, exchange }: WalkFacts): string {
  const host = visibleText(destination.signedFor);
  return exchange
    ? `Sent. It is signed for ${host} and went to ${destination.connectsTo}.`
    : `Not sent yet: press enter to send it. It is signed for ${host} and goes to ${destination.connectsTo}.`;
}

function bodyTextLines(body: Octets): Line[] {
  return body === '' ? [] : [line('', [{ text: visible(body), meaning: 'given' }], 'the payload')];
}
