/**
 * Makes mistakes that sign with a secret other than the given one, and lists the secrets that are tried last:
 * placeholders, other texts that are not secrets, and secrets with typing errors.
 */
import { type Bytes, NOTHING } from '../../bytes/bytes.ts';
import { words } from '../../bytes/joined.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Draft, putBytes, secretBytes, withPart } from '../../drafts/draft.ts';
import { byMistake, madeOf } from '../../drafts/wrong-operations.ts';
import { type Change, type Mistake, type Mistakes, type MoreOfMutation, signing } from '../define-cause.ts';

/**
 * Returns the wrong secrets that a mistake derives from the right secret, or an empty list if the mistake changes
 * nothing.
 */
type SecretChange = (secretAccessKey: Octets) => readonly string[];

/**
 * The maximum length of a secret that is tried. A longer secret cannot be real, and each changed secret requires
 * another signature.
 */
const LONGEST = 512;

/**
 * Creates a mistake with a secret that was changed before it reached the signer. `how` ends the sentence "The request
 * was signed …", such as "with a newline after the secret".
 */
export const signedWith =
  (how: string, change: SecretChange, more?: MoreOfMutation): Mistake =>
  (variant) => {
    const transform = byMistake(variant);
    const made: Change = (draft) =>
      otherSecrets(draft, change, (other) => madeOf(secretBytes(draft) ?? NOTHING, transform, other));
    return signing(signedHow(how), made, more)(variant);
  };

/** Creates the mistake of signing with one of these secrets instead of the right one. */
export const signedWithOneOf = (how: string, secrets: readonly string[], more?: MoreOfMutation): Mistake =>
  signing(
    signedHow(how),
    (draft) =>
      secrets
        .filter((other) => other !== draft.secretAccessKey)
        .map((other) => withPart(draft, 'secretAccessKey', putBytes(draft, other))),
    more,
  );

const signedHow = (how: string): string => `The request was signed ${how}.`;

function otherSecrets(draft: Draft, change: SecretChange, bytesOf: (other: string) => Bytes): readonly Draft[] {
  const { secretAccessKey } = draft;
  if (secretAccessKey === null || secretAccessKey.length > LONGEST) return [];
  return [...new Set(change(secretAccessKey))]
    .filter((other) => other !== secretAccessKey)
    .map((other) => withPart(draft, 'secretAccessKey', bytesOf(other)));
}

/** Names of variables that should have been replaced with the secret. */
const NAMES = [
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_SECRET',
  'SECRET_ACCESS_KEY',
  'SECRET_KEY',
  'SECRET',
  'AWS_KEY',
  'S3_SECRET_ACCESS_KEY',
  'S3_SECRET_KEY',
  'S3_SECRET',
  'S3_ACCESS_SECRET',
  'MINIO_SECRET_KEY',
  'MINIO_SECRET',
  'MINIO_ROOT_PASSWORD',
  'ACCESS_SECRET',
  'ACCESS_KEY_SECRET',
  'R2_SECRET_ACCESS_KEY',
  'STORAGE_SECRET_KEY',
];

const spellingsOf = (name: string): readonly string[] => {
  const words = name.toLowerCase().split('_');
  const camel = words.map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('');
  return [name, name.toLowerCase(), camel, words.join('-')];
};

/** The notations for a placeholder in shells, templates, workflows, and documents. */
const AS_PLACEHOLDERS: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => `\${${name}}`,
  (name) => `$${name}`,
  (name) => `$(${name})`,
  (name) => `%${name}%`,
  (name) => `{{${name}}}`,
  (name) => `{{ ${name} }}`,
  (name) => `\${{ secrets.${name} }}`,
  (name) => `<${name}>`,
  (name) => `[${name}]`,
  (name) => `{${name}}`,
  (name) => `#{${name}}`,
  (name) => `@${name}@`,
  (name) => `process.env.${name}`,
  (name) => `\${env:${name}}`,
  (name) => `\${env.${name}}`,
  (name) => (/^[A-Z]/.test(name) ? `YOUR_${name}` : `your-${name}`),
  (name) => (/^[A-Z]/.test(name) ? `<YOUR_${name}>` : `<your-${name}>`),
  (name) => (/^[A-Z]/.test(name) ? `MY_${name}` : `my-${name}`),
];

const PLACEHOLDERS = [
  ...new Set(NAMES.flatMap(spellingsOf).flatMap((name) => AS_PLACEHOLDERS.map((write) => write(name)))),
];

const WORDS = [
  '',
  ...words(`undefined null None nil NULL NaN false true none "" '' {} [] <nil>`),
  '[object Object]',
  '[object Promise]',
  ...words(`
    REDACTED [REDACTED] *** **** xxx XXX xxxx XXXX changeme CHANGEME secret Secret password test testing dummy fake foo
    bar admin minioadmin minio123 mock localstack example placeholder TODO foobar secretkey -
  `),
];

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The maximum length of a secret for which typing errors are tried. A secret access key has 40 characters, and much
 * longer texts would require too many signatures.
 */
const LONGEST_TYPED = 64;

/** Returns each secret with one character replaced, omitted, added, or swapped with the next one. */
function typingErrors(secret: string): readonly string[] {
  if (secret.length > LONGEST_TYPED) return [];
  const places = Array.from({ length: secret.length + 1 }, (_, at) => [secret.slice(0, at), secret.slice(at)] as const);
  return places.flatMap(([before, after]) => [
    before + after.slice(1),
    before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2),
    ...[...ALPHABET].flatMap((one) => [before + one + after.slice(1), before + one + after]),
  ]);
}

export const WIDE_SECRETS: Mistakes = {
  'no-secret': signedWithOneOf(
    'with something that is not a secret: a placeholder, the name of a variable, or a null value such as None',
    [...WORDS, ...PLACEHOLDERS],
    {
      fix: 'Find where the client takes its secret from: the variable is not set, or the template was not filled in.',
      isWide: true,
      needsSecret: false,
    },
  ),
  'typing-error': signedWith('with a secret that differs from the right one in one character', typingErrors, {
    fix: 'Copy the secret again instead of typing it.',
    isWide: true,
  }),
};
