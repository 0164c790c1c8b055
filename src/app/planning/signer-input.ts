/** Who signs, when and for what. */
import { type Bytes, given } from '../../bytes/bytes.ts';
import type { InputId, InputSource, Sourced } from '../../bytes/input.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { sourceWords } from '../../pages/input-words.ts';
import type { SignerInput } from '../../sigv4/schemes/signing-input.ts';
import { strangeIn } from '../../sigv4/spellings.ts';
import { HOW_TO_WRITE_A_MOMENT, readMoment, writeTimestamp } from '../../sigv4/timestamp.ts';
import type { SourcedCredentials } from '../settings/settings.ts';
import { atInput, type RequestInputs } from './request-inputs.ts';

/** `now`: the moment of signing where the inputs say none. A problem names the input at fault. */
export function signerInput(
  { signing, region, date }: Pick<RequestInputs, 'signing' | 'region' | 'date'>,
  credentials: SourcedCredentials,
  now: () => Date,
): SignerInput | Problem {
  const strange = strangeCredential(credentials);
  if (strange) return strange;
  const moment = date === null ? now().getTime() : readMoment(date.value);
  if (moment === null) {
    const text = date?.value ?? '';
    const says = `${JSON.stringify(text)} is no time that can be read.`;
    return atInput('date', text, problem('date', says, HOW_TO_WRITE_A_MOMENT));
  }
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    algorithm: signing.algorithm,
    credentials: {
      accessKeyId: givenAs('access-key-id', accessKeyId),
      secretAccessKey: givenAs('secret-access-key', secretAccessKey),
      sessionToken: sessionToken && givenAs('session-token', sessionToken),
    },
    timestamp: givenAs('date', {
      value: writeTimestamp(new Date(moment)),
      source: date?.source ?? { kind: 'clock' },
    }),
    region: givenAs('region', signing.regionSet ?? region),
    service: givenAs('service', signing.service),
  };
}

/** The bytes of an input that is text. */
export const givenAs = (id: InputId, { value, source }: Sourced<string>): Bytes =>
  given(octetsFromText(value), { id, source });

function strangeCredential({ accessKeyId, sessionToken }: SourcedCredentials): Problem | null {
  const strange = strangeIn(accessKeyId.value + (sessionToken?.value ?? ''));
  if (!strange) return null;
  const { source } = accessKeyId;
  const found = strange === 'line-break' ? lineBreak(source) : strangeCharacter(source);
  return atInput('access-key-id', accessKeyId.value, found);
}

/** It would end the string of a policy that it is put into. */
function strangeCharacter(source: InputSource): Problem {
  return problem(
    'credentials',
    `The access key ID or the session token, from ${sourceWords(source)}, has a character in it that none has.`,
    'Copy them again, without quotation marks around them.',
  );
}

/** It would end the header that it is put into. */
function lineBreak(source: InputSource): Problem {
  return problem(
    'credentials',
    `The access key ID or the session token, from ${sourceWords(source)}, has a line break in it.`,
    'Take it out: it is often the end of the line that was copied.',
  );
}
