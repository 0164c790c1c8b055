/** Step 6: the signature, and the header that carries it. */
import { AUTHORIZATION, AUTHORIZATION_STAGE, SIGNATURE } from '../sigv4/stages/authorization.ts';
import { SIGNING_KEY } from '../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN } from '../sigv4/stages/string-to-sign.ts';
import type { RedactedValue } from '../trace/redact.ts';
import { requireValue, type WalkFacts } from './facts.ts';
import type { OriginTeller } from './origins.ts';
import { aside, type Block, heading, line, type Page, prose, words } from './page.ts';
import { opinionBlocks } from './second-opinion.ts';
import { hmacLine, keptDigits } from './shell.ts';
import { checkRuns, titleLine, valueLine } from './value-blocks.ts';
import { runsOf, showHex } from './visible.ts';

export function authorizationPage(facts: WalkFacts, tell: OriginTeller): Page {
  const signature = requireValue(facts, SIGNATURE);
  const authorization = requireValue(facts, AUTHORIZATION);
  const signingKey = requireValue(facts, SIGNING_KEY);
  return {
    ...AUTHORIZATION_STAGE,
    main: [titleLine(facts, signature.name, signature.id), valueLine('', signature, tell)],
    blocks: [
      heading('Signature = hexadecimal(HMAC-SHA256(key, message))'),
      valueLine('key', signingKey, () => 'the SigningKey of step 3, as its 32 bytes; these digits are for people'),
      line('message', [aside('the string to sign, step 5')], 'all four lines, without a newline at the end'),
      valueLine('signature', signature, tell),
      heading('The header, part by part', ...checkRuns(facts, authorization.id)),
      ...partBlocks(authorization, tell),
      prose(
        words('The secret is nowhere in it. The server finds the secret by the access key ID, computes the same '),
        words('signature from the request that it received, and compares.'),
      ),
      ...opinionBlocks(facts.opinion),
      ...signatureCommand(facts),
    ],
  };
}

/** Where the key is masked, it is the one that the command of step 3 prints. */
function signatureCommand(facts: WalkFacts): Block[] {
  const signingKey = requireValue(facts, SIGNING_KEY);
  const command = hmacLine(requireValue(facts, STRING_TO_SIGN).bytes.octets, '"hexkey:$key"');
  if (command === null) return [];
  const digits = showHex(signingKey.bytes.octets, false);
  const commands = signingKey.masked.length > 0 ? [command] : [keptDigits('key', digits), command];
  return [{ kind: 'command', says: 'The signature:', commands }];
}

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
