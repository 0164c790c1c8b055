/** Finds out why a signature is wrong. Because the sandbox has the secret, it can reproduce each known mistake. */
import { type ExamineSettings, requestOf, searchExchange } from '../../app/traffic/examined-exchange.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { AnswerReport } from '../../sandbox/settings.ts';
import type { Search } from '../../search/search.ts';

/** Returns the search for the cause of a SignatureDoesNotMatch; `null` if the refusal has a different code. */
export function causeSearch(
  { exchange, refused }: AnswerReport,
  settings: ExamineSettings,
): (() => Search<Diagnosis> | null) | null {
  if (exchange === null || refused?.code !== 'SignatureDoesNotMatch') return null;
  return () => {
    const request = requestOf(exchange);
    return request && searchExchange(exchange, request, settings);
  };
}
