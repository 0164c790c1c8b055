/** What was read of a failed request: the last part of a diagnosis. */
import type { ShownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import type { QuotedText } from '../../evidence/evidence.ts';
import { printable, visible, visibleText } from '../characters/visible.ts';
import { aside, type Block, heading, line, type Run, words } from '../page.ts';

/** What was read, and what was mended before it could be. */
export function readBlocks({ read }: ShownDiagnosis): Block[] {
  const { answer, client, request } = read;
  const texts = [answer?.canonicalRequest, answer?.stringToSign, client?.canonicalRequest, client?.stringToSign];
  const repairs = texts.flatMap((text) => text?.repairs ?? []);
  return [
    heading('What was read'),
    line('answer', [answer ? words(answerInWords(answer.status, answer.code)) : aside('none')]),
    line('its strings', [quotedInWords(answer?.canonicalRequest ?? null, answer?.stringToSign ?? null)]),
    line('request', [request ? words(requestInWords(request)) : aside('none')]),
    line("client's log", [quotedInWords(client?.canonicalRequest ?? null, client?.stringToSign ?? null)]),
    line('secret', [read.secret === 'unknown' ? aside('not known') : words('known')]),
    ...[...new Set([...repairs, ...read.remarks])].map((remark) => line('', [aside(printable(remark))])),
  ];
}

function requestInWords({ method, unsaid }: NonNullable<ShownDiagnosis['read']['request']>): string {
  if (unsaid.includes('method')) return 'a URL; its method and the headers that went with it are not given';
  return unsaid.includes('headers') ? `${visible(method)}; not all of its headers may be given` : visible(method);
}

const answerInWords = (status: number | null, code: string | null): string =>
  [status === null ? '' : `status ${status}`, visibleText(code ?? 'no code')].filter((part) => part !== '').join(', ');

function quotedInWords(canonicalRequest: QuotedText | null, stringToSign: QuotedText | null): Run {
  const named = [canonicalRequest && 'canonical request', stringToSign && 'string to sign'].filter(
    (name) => name !== null,
  );
  if (named.length === 0) return aside('none');
  const proof = canonicalRequest?.standing === 'proved' ? ', which belong together by their hash' : '';
  const doubt =
    canonicalRequest?.standing === 'refuted'
      ? ', which do not belong together by their hash: the paste is damaged'
      : '';
  return words(`${named.join(' and ')}${proof}${doubt}`);
}
