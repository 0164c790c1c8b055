/** SigV4A: the key pair that is made from the secret. */
import {
  ASYMMETRIC_KEY_STAGE,
  CANDIDATE,
  KEY_INPUT,
  PREFIXED_SECRET_A,
  PRIVATE_KEY,
  PUBLIC_KEY,
} from '../../sigv4/stages/asymmetric-key.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { type Block, heading, type Page, prose, words } from '../page.ts';
import { hmacLine, quoted } from '../shell.ts';
import { checkRuns, hexLines, titleLine, valueLine } from '../value-blocks.ts';

export function keyPairPage(facts: WalkFacts, tell: OriginTeller): Page {
  const publicKey = requireValue(facts, PUBLIC_KEY);
  const privateKey = requireValue(facts, PRIVATE_KEY);
  return {
    ...ASYMMETRIC_KEY_STAGE,
    main: [titleLine(facts, publicKey.name, publicKey.id), valueLine('', publicKey, tell)],
    blocks: [
      prose(
        words('Neither date nor region has a part in it: the same secret has the same key pair for ever. '),
        words('The server keeps the public key, so that no region needs to have the secret.'),
      ),
      ...attempts(facts, tell),
      heading('Private key = candidate + 1', ...checkRuns(facts, privateKey.id)),
      valueLine('private', privateKey, tell),
      ...hexLines(privateKey, tell),
      heading('Public key: X, then Y', ...checkRuns(facts, publicKey.id)),
      ...hexLines(publicKey, tell),
      ...candidateCommand(facts),
    ],
  };
}

/** Nearly always there is one. */
function attempts({ trace }: WalkFacts, tell: OriginTeller): Block[] {
  const inputs = trace.values.filter(({ id }) => id.startsWith(KEY_INPUT.id));
  return inputs.flatMap((input, index) => {
    const suffix = input.id.slice(KEY_INPUT.id.length);
    const candidate = trace.values.find(({ id }) => id === CANDIDATE.id + suffix);
    return [
      heading(`Candidate ${index + 1} = HMAC-SHA256(AWS4A + secret access key, fixed input)`),
      valueLine('input', input, tell),
      ...hexLines(input, tell),
      ...(candidate ? [valueLine('candidate', candidate, tell)] : []),
      prose(
        words('It becomes a key unless it is larger than the order of the curve less two; then the counter is raised.'),
      ),
    ];
  });
}

function candidateCommand(facts: WalkFacts): Block[] {
  const secret = requireValue(facts, PREFIXED_SECRET_A);
  const key = secret.masked.length === 0 ? `key:${quoted(secret.bytes.octets)}` : '"key:AWS4A$AWS_SECRET_ACCESS_KEY"';
  const command = hmacLine(requireValue(facts, KEY_INPUT).bytes.octets, key);
  return command === null ? [] : [{ kind: 'command', says: 'The first candidate:', commands: [command] }];
}
