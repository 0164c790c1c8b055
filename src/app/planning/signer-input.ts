/** Assembles the input of a signer: credentials, time, Region, and service. */
import { secretsInPlaceOfId } from '../../aws/secret-form.ts';
import { type Bytes, given } from '../../bytes/bytes.ts';
import type { InputId, InputSource, Sourced } from '../../bytes/input.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { SignerInput } from '../../sigv4/schemes/signing-input.ts';
import { forbiddenCharacterIn } from '../../sigv4/spellings.ts';
import { readMoment, writeTimestamp } from '../../sigv4/timestamp.ts';
import { sourceWords } from '../../views/input-words.ts';
import { noTime } from '../options/signing-kinds.ts';
import type { SourcedCredentials } from '../settings/settings.ts';
import { atInput, type RequestInputs } from './request-inputs.ts';

/** Returns the input of a signer. If no date is given, the time is `now`. A problem names the input at fault. */
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
    const name = date?.source.kind === 'option' ? `${date.source.name} ` : '';
    return atInput('date', text, noTime(`${name}${JSON.stringify(text)}`, text));
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

export const givenAs = (id: InputId, { value, source }: Sourced<string>): Bytes =>
  given(octetsFromText(value), { id, source });

function strangeCredential({ accessKeyId, secretAccessKey, sessionToken }: SourcedCredentials): Problem | null {
  const swapped = swappedKeys(accessKeyId, secretAccessKey);
  if (swapped) return swapped;
  const strange = forbiddenCharacterIn(accessKeyId.value + (sessionToken?.value ?? ''));
  if (!strange) return null;
  const { source } = accessKeyId;
  const found = strange === 'line-break' ? lineBreak(source) : strangeCharacter(source);
  return atInput('access-key-id', accessKeyId.value, found);
}

/**
 * Returns the problem for a secret in the place of its ID. Nothing is signed with it, because every request shows the ID. An
 * ID in both places is no secret, and local servers accept it.
 */
function swappedKeys(accessKeyId: Sourced<string>, secretAccessKey: Sourced<string>): Problem | null {
  if (secretsInPlaceOfId(accessKeyId.value, secretAccessKey.value).length === 0) return null;
  const found = problem(
    'credentials',
    `The access key ID, from ${sourceWords(accessKeyId.source)}, has the form of a secret access key, so nothing is signed or sent.`,
    'The ID and the secret are probably swapped. Exchange them.',
  );
  return atInput('access-key-id', '', found);
}

/** Returns the problem for a character that would end a string in the policy. */
function strangeCharacter(source: InputSource): Problem {
  return problem(
    'credentials',
    `The access key ID or the session token, from ${sourceWords(source)}, contains a character that is not allowed there.`,
    'Copy them again, without quotation marks.',
  );
}

/** Returns the problem for a line break, which would end the header. */
function lineBreak(source: InputSource): Problem {
  return problem(
    'credentials',
    `The access key ID or the session token, from ${sourceWords(source)}, contains a line break.`,
    'Remove it. It is often copied with the end of a line.',
  );
}
