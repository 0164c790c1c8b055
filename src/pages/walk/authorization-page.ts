/** The signature, and the header that carries it. */
import { PUBLIC_KEY } from '../../sigv4/stages/asymmetric-key.ts';
import { AUTHORIZATION, AUTHORIZATION_STAGE, SIGNATURE } from '../../sigv4/stages/authorization.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { runsOf } from '../characters/visible.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { type Block, heading, line, type Page, prose, words } from '../page.ts';
import { opinionBlocks } from '../second-opinion/second-opinion.ts';
import { checkRuns, titleLine, valueLine } from '../value-blocks.ts';
import { signatureBlocks, signatureCommand } from './signature-blocks.ts';

export function authorizationPage(facts: WalkFacts, tell: OriginTeller): Page {
  const signature = requireValue(facts, SIGNATURE);
  const authorization = requireValue(facts, AUTHORIZATION);
  return {
    ...AUTHORIZATION_STAGE,
    main: [titleLine(facts, signature.name, signature.id), valueLine('', signature, tell)],
    blocks: [
      ...signatureBlocks(facts, tell),
      heading('The header, part by part', ...checkRuns(facts, authorization.id)),
      ...partBlocks(authorization, tell),
      prose(words(`The secret is nowhere in it. ${serverInWords(facts)}`)),
      ...opinionBlocks(facts.opinion),
      ...signatureCommand(facts),
    ],
  };
}

/** What the server does depends on whether it has the secret, or the public key alone. */
const serverInWords = ({ trace }: WalkFacts) =>
  findValue(trace, PUBLIC_KEY.id)
    ? 'The server finds the public key by the access key ID, and checks the signature of the request that it received.'
    : 'The server finds the secret by the access key ID, computes the same signature from the request that it received, and compares.';

const PARTS = [
  ['algorithm', /^[^ ]* /],
  ['credential', /Credential=[^,]*,? ?/],
  ['signed headers', /SignedHeaders=[^,]*,? ?/],
  ['signature', /Signature=.*/],
] as const;

function partBlocks(authorization: RedactedValue, tell: OriginTeller): Block[] {
  return PARTS.flatMap(([label, pattern]) => {
    const match = pattern.exec(authorization.bytes.octets);
    if (!match) return [];
    const end = match.index + match[0].length;
    return [
      prose({ text: label, meaning: 'name' }),
      line('', runsOf(authorization, match.index, end), tell(authorization, match.index, end)),
    ];
  });
}
