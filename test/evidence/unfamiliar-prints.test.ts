/** How much of what clients sign is read where programs print it in ways of their own, compared with the usual way. */
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { AWKWARD, answerOfAws, asText, GET_OBJECT, LIST_OBJECTS, piece, toSign } from './answers.ts';
import { type SignedTexts, UNFAMILIAR_PRINTS, type UnfamiliarPrint } from './unfamiliar-prints.ts';

/** What a server computed, and what a client signed instead. */
const FAILURES: readonly (readonly [server: string, client: string])[] = [
  [GET_OBJECT, GET_OBJECT.replace('range:bytes=0-9', 'range: bytes=0-9')],
  [LIST_OBJECTS, LIST_OBJECTS.replace('max-keys=2&prefix=J', 'prefix=J&max-keys=2')],
  [AWKWARD, AWKWARD.replace('host:localhost:9000', 'host:localhost').replace(/"quoted" <x> & \\d/, 'x')],
];

const USUAL: UnfamiliarPrint = {
  what: 'botocore',
  print: ({ canonicalRequest, stringToSign }) =>
    `CanonicalRequest:\n${canonicalRequest}\nStringToSign:\n${stringToSign}\n`,
};

const textsOf = (canonicalRequest: string): SignedTexts => ({
  canonicalRequest,
  stringToSign: toSign(canonicalRequest),
});

/** Returns whether the client's canonical request is read exactly, with the server's answer before and after it. */
function isRead({ print }: UnfamiliarPrint, server: string, client: string): boolean {
  const printed = print(textsOf(client));
  return [`${answerOfAws(server)}\n\n${printed}`, `${printed}\n\n${answerOfAws(server)}`].every((paste) => {
    const evidence = readEvidence([piece(paste)]);
    return !isProblem(evidence) && asText(evidence.client?.canonicalRequest ?? null) === client;
  });
}

const sharesOf = (rows: readonly UnfamiliarPrint[]) =>
  rows.map((row) => ({
    what: row.what,
    read: FAILURES.filter(([server, client]) => isRead(row, server, client)).length / FAILURES.length,
  }));

const mean = (shares: readonly { readonly read: number }[]): number =>
  shares.reduce((sum, { read }) => sum + read, 0) / shares.length;

describe('prints of programs that the reader does not know', () => {
  it('are read as often as the usual ones, within four points', () => {
    const shares = sharesOf(UNFAMILIAR_PRINTS);
    const unread = shares.filter(({ read }) => read < 1).map(({ what }) => what);
    expect(mean(shares), `not read: ${unread.join('; ')}`).toBeGreaterThanOrEqual(mean(sharesOf([USUAL])) - 0.04);
  });
});
