/** Answers that say that the signature is another, and nothing of what the server signed. */
import type { ServerAnswer } from '../evidence/evidence.ts';
import { splitTarget, type Target } from '../http/target.ts';
import type { Sides } from './sides.ts';

const CODES = new Set(['SignatureDoesNotMatch', 'InvalidSignatureException']);
/** Of Garage and Backblaze B2, which have another code for it. */
const MESSAGES = /invalid signature|signature validation failed|signature does not match/i;

export function isMismatch({ code, message }: Pick<ServerAnswer, 'code' | 'message'>): boolean {
  return (code !== null && CODES.has(code)) || (message !== null && MESSAGES.test(message));
}

/** The target of the request where nothing else tells more: suspicions begin with it. */
export function targetOfMute({ answer, server, request }: Sides): Target | null {
  if (!answer || !request || !isMismatch(answer) || server.known === 'quoted') return null;
  return splitTarget(request.head.target);
}
