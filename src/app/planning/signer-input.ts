/** Who signs, when and for what: looked up where the options leave it open. */
import { given } from '../../bytes/bytes.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import type { SignerInput } from '../../sigv4/schemes/signing-input.ts';
import { strangeIn } from '../../sigv4/spellings.ts';
import { HOW_TO_WRITE_A_MOMENT, readMoment, writeTimestamp } from '../../sigv4/timestamp.ts';
import type { OptionValues } from '../options/option-values.ts';
import type { SigningWish } from '../options/signing-options.ts';
import type { FoundPlace } from '../settings/find-place.ts';
import type { RequestSources } from '../settings/request-sources.ts';
import type { Settings } from '../settings/settings.ts';
import type { World } from '../world/world.ts';

export interface SignerSources {
  readonly signing: SigningWish;
  readonly place: FoundPlace;
  readonly settings: Settings;
  readonly options: OptionValues;
  readonly sources: RequestSources;
}

export async function signerInput(
  world: World,
  { signing, place, settings, options, sources }: SignerSources,
): Promise<SignerInput | Problem> {
  const credentials = await settings.credentials();
  if (isProblem(credentials)) return credentials;
  const { accessKeyId, secretAccessKey, sessionToken, source } = credentials;
  const keySource = sources.of('accessKeyId', source);
  const strange = strangeIn(accessKeyId + (sessionToken ?? ''));
  if (strange) return strange === 'line-break' ? lineBreak(keySource) : strangeCharacter(keySource);
  const { date } = options;
  const moment = typeof date === 'string' ? readMoment(date) : world.now().getTime();
  if (moment === null) {
    return problem('date', `${JSON.stringify(date)} is no time that can be read.`, HOW_TO_WRITE_A_MOMENT);
  }
  const timestamp = writeTimestamp(new Date(moment));
  const from = (text: string, by: string) => given(octetsFromText(text), by);
  const { regionSet } = signing;
  return {
    algorithm: signing.algorithm,
    credentials: {
      accessKeyId: from(accessKeyId, keySource),
      secretAccessKey: from(secretAccessKey, sources.of('secretAccessKey', source)),
      sessionToken: sessionToken === null ? null : from(sessionToken, sources.of('sessionToken', source)),
    },
    timestamp: from(timestamp, sources.of('date', options.date === undefined ? 'the clock' : '--date')),
    region:
      regionSet === null
        ? from(place.region.value, place.region.source)
        : from(regionSet, sources.of('region', '--region-set')),
    service: from(
      signing.service,
      sources.of('service', options.service === undefined ? 'nobody: it is the default' : '--service'),
    ),
  };
}

/** It would end the string of a policy that it is put into. */
function strangeCharacter(source: string): Problem {
  return problem(
    'credentials',
    `The access key ID or the session token, from ${source}, has a character in it that none has.`,
    'Copy them again, without quotation marks around them.',
  );
}

/** It would end the header that it is put into. */
function lineBreak(source: string): Problem {
  return problem(
    'credentials',
    `The access key ID or the session token, from ${source}, has a line break in it.`,
    'Take it out: it is often the end of the line that was copied.',
  );
}
