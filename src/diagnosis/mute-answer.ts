/** Answers that say that the signature is another, and nothing of what the server signed. */
import type { ServerAnswer } from '../evidence/evidence.ts';
import { splitTarget, type Target } from '../http/target.ts';
import type { Sides } from './sides.ts';

const CODES = new Set(['SignatureDoesNotMatch', 'InvalidSignatureException']);
/** Of Garage and Backblaze B2, which have another code for it, and of services that have none. */
const MESSAGES = /invalid signature|signature validation failed|signature (?:we calculated )?does not match/i;

/** What quotes what the server signed says so by that alone. */
export function isMismatch({ code, message, canonicalRequest }: ServerAnswer): boolean {
  const isSaid = (code !== null && CODES.has(code)) || (message !== null && MESSAGES.test(message));
  return isSaid || canonicalRequest !== null;
}

/** The target of the request where nothing else tells more: suspicions begin with it. */
export function targetOfMute({ answer, server, request }: Sides): Target | null {
  if (!answer || !request || !isMismatch(answer) || server.known === 'quoted') return null;
  return splitTarget(request.head.target);
}
