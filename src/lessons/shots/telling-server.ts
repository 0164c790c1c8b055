/**
 * A server that is S3 but for one thing: when it refuses a signature, it says which one it expected, as s3ninja does
 * (https://github.com/scireum/s3ninja/issues/240).
 */
import { plain } from '../../bytes/bytes.ts';
import { arrayFromOctets, type Octets, octetsFromArray, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { headLength, readRequestHead } from '../../http/read-head.ts';
import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import type { SandboxSettings } from '../../sandbox/settings.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { keysFrom } from '../../verification/keys.ts';
import { verifyRequest } from '../../verification/verify-request.ts';

/** Creates the server from the settings of a sandbox. */
export function tellingServer(settings: SandboxSettings): Sandbox {
  const sandbox = createSandbox(settings);
  return {
    converse(connection) {
      const conversation = sandbox.converse(connection);
      let received = '';
      return (piece) => {
        received += octetsFromArray(piece);
        const reply = conversation(piece);
        const expected = reply?.isLast ? expectedSignature(received as Octets, settings) : null;
        return reply && expected !== null ? { ...reply, bytes: withExpected(reply.bytes, expected) } : reply;
      };
    },
  };
}

function expectedSignature(received: Octets, { keys, clock }: SandboxSettings): Octets | null {
  const head = readRequestHead(plain(received.slice(0, headLength(received) ?? 0) as Octets));
  if (isProblem(head)) return null;
  const secretOf = (id: Octets) => {
    const secret = keys.get(id)?.secretAccessKey;
    return secret === undefined ? null : plain(octetsFromText(secret));
  };
  const verifier = { keySource: keysFrom(secretOf), now: clock().getTime(), rules: {} };
  const { comparisons } = verifyRequest({ head, body: null }, verifier);
  return comparisons.find(({ id }) => id === SIGNATURE.id)?.computed ?? null;
}

const PROVIDED_ENDS = '</SignatureProvided>';

/** Adds the signature to the error document, if the document is about a signature. */
function withExpected(answer: Uint8Array, expected: Octets): Uint8Array {
  const element = `<SignatureExpected>${expected}</SignatureExpected>`;
  const octets = octetsFromArray(answer);
  if (!octets.includes(PROVIDED_ENDS)) return answer;
  const longer = octets
    .replace(PROVIDED_ENDS, `${PROVIDED_ENDS}${element}`)
    .replace(/(?<=^Content-Length: )\d+/m, (length) => String(Number(length) + element.length));
  return arrayFromOctets(longer as Octets);
}
