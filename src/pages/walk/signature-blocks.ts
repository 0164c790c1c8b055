/** How the signature came about: the key, the message, the output, and the line that gives it again. */
import { PRIVATE_KEY, PUBLIC_KEY } from '../../sigv4/stages/asymmetric-key.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { SIGNING_KEY, SIGNING_KEY_STAGE } from '../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN, STRING_TO_SIGN_STAGE } from '../../sigv4/stages/string-to-sign.ts';
import { findValue } from '../../trace/trace.ts';
import { written } from '../characters/visible.ts';
import { requireValue, stepOf, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { aside, type Block, heading, line, prose, words } from '../page.ts';
import { hmacLine, keptDigits } from '../shell.ts';
import { valueLine } from '../value-blocks.ts';

export function signatureBlocks(facts: WalkFacts, tell: OriginTeller): Block[] {
  return findValue(facts.trace, SIGNING_KEY.id) ? hmacBlocks(facts, tell) : ecdsaBlocks(facts, tell);
}

function hmacBlocks(facts: WalkFacts, tell: OriginTeller): Block[] {
  const key = requireValue(facts, SIGNING_KEY);
  const story = `the SigningKey of ${stepOf(facts, SIGNING_KEY_STAGE)}, as its 32 bytes; these digits are for people`;
  return [
    heading('Signature = hexadecimal(HMAC-SHA256(key, message))'),
    valueLine('key', key, () => story),
    messageLine(facts),
    valueLine('signature', requireValue(facts, SIGNATURE), tell),
  ];
}

function ecdsaBlocks(facts: WalkFacts, tell: OriginTeller): Block[] {
  return [
    heading('Signature = hexadecimal(ECDSA(private key, SHA-256(message)))'),
    valueLine('key', requireValue(facts, PRIVATE_KEY), () => `the private key of ${stepOf(facts, SIGNING_KEY_STAGE)}`),
    messageLine(facts),
    valueLine('signature', requireValue(facts, SIGNATURE), tell),
    prose(
      words('ECDSA draws a random number for each signature: signed again, the same message has another one, and '),
      words('both are right. Nobody can compare it; whoever has the public key can check it.'),
    ),
    valueLine('public key', requireValue(facts, PUBLIC_KEY), tell),
  ];
}

function messageLine(facts: WalkFacts) {
  const where = stepOf(facts, STRING_TO_SIGN_STAGE);
  return line('message', [aside(`the string to sign, ${where}`)], 'all of it, without a newline at the end');
}

/** Where the key is masked, it is the one that the command of the step of the key prints. */
export function signatureCommand(facts: WalkFacts): Block[] {
  const signingKey = findValue(facts.trace, SIGNING_KEY.id);
  const message = requireValue(facts, STRING_TO_SIGN);
  const command = hmacLine(message.bytes.octets, '"hexkey:$key"');
  if (command === null || !signingKey || message.masked.length > 0) return [];
  const digits = written(signingKey.bytes.octets, 'digits');
  return signingKey.masked.length > 0
    ? [
        {
          kind: 'command',
          says: `The signature; $key is what the commands of ${stepOf(facts, SIGNING_KEY_STAGE)} print:`,
          commands: [command],
        },
      ]
    : [{ kind: 'command', says: 'The signature:', commands: [keptDigits('key', digits), command] }];
}
