/** The rules of the service that a request is signed for. */
import { serviceRules } from '../../aws/services.ts';
import { SERVICE } from '../../sigv4/stages/request.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import { type Block, link, prose, words } from '../page.ts';

/** Which rules a service has is nothing that the request says: the signer has to know. */
export function serviceBlocks(facts: WalkFacts): Block[] {
  const { says, source } = serviceRules(requireValue(facts, SERVICE).bytes.octets);
  return [prose(words(`The rules of this service: ${says}. `), link(source, source))];
}
