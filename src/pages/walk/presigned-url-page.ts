/** The query form: the signature, and the URL that carries it. */
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { PRESIGNED_URL, PRESIGNED_URL_STAGE } from '../../sigv4/stages/presigned-url.ts';
import { EXPIRES, TIMESTAMP } from '../../sigv4/stages/request.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { momentInWords } from '../../verification/moments.ts';
import { runsOf } from '../characters/visible.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { heading, type Line, line, type Page, prose, words } from '../page.ts';
import { checkRuns, titleLine, valueLine } from '../value-blocks.ts';
import { signatureBlocks, signatureCommand } from './signature-blocks.ts';

export function presignedUrlPage(facts: WalkFacts, tell: OriginTeller): Page {
  const signature = requireValue(facts, SIGNATURE);
  const url = requireValue(facts, PRESIGNED_URL);
  return {
    ...PRESIGNED_URL_STAGE,
    main: [titleLine(facts, signature.name, signature.id), valueLine('', signature, tell)],
    blocks: [
      ...signatureBlocks(facts, tell),
      heading('The URL, part by part', ...checkRuns(facts, url.id)),
      ...urlLines(url, tell),
      prose(words(`It is good until ${expiryInWords(facts)}. Whoever has it can use it: it is a secret until then.`)),
      ...signatureCommand(facts),
    ],
  };
}

/** What stands before the query, then each parameter with the mark before it. */
function urlLines(url: RedactedValue, tell: OriginTeller): Line[] {
  const starts = [0, ...[...url.bytes.octets.matchAll(/[?&]/g)].map(({ index }) => index)];
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? url.bytes.octets.length;
    return line('', runsOf(url, start, end), tell(url, start, end));
  });
}

function expiryInWords(facts: WalkFacts): string {
  const from = readTimestamp(requireValue(facts, TIMESTAMP).bytes.octets) ?? 0;
  const seconds = Number(requireValue(facts, EXPIRES).bytes.octets);
  return momentInWords(from + seconds * 1000);
}
