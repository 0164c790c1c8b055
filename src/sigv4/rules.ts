/**
 * Named choices where the specification leaves something to the service or the signer, or where its sources disagree.
 */

/** Every rule and its choices. The first choice is S3's, or the one that AWS published last. */
export const RULE_CHOICES = {
  /**
   * How the path becomes the canonical URI. `once`: the wire path is decoded and encoded again, which encodes each byte
   * of the key exactly once (S3). `twice`: the wire path, which is already encoded, is encoded again (all others).
   */
  pathEncoding: ['once', 'twice'],
  /** `kept`: `//`, `.` and `..` stay, because they may be part of a key (S3). `normalised`: as in RFC 3986. */
  pathSegments: ['kept', 'normalised'],
  /** What normalization does with a `..` at the root. */
  dotDotAtRoot: ['dropped', 'kept'],
  /** Whether `x-amz-content-sha256` is added to a request that lacks it. S3 requires it. */
  contentSha256Header: ['added', 'not-added'],
  /**
   * What the signature covers of the payload. The last three are aws-chunked: with signed chunks, with signed chunks and
   * trailing headers, and with unsigned chunks and trailing headers.
   */
  payload: ['hashed', 'unsigned', 'streaming', 'streaming-trailer', 'unsigned-trailer'],
  /** Whether a + in a query is itself or a space, as in HTML forms. */
  plusInQuery: ['literal', 'space'],
  /** How query parameters with the same name are ordered. */
  equalQueryNames: ['sorted-by-value', 'order-given'],
  /** Whether a session token is signed or appended after signing. */
  sessionToken: ['signed', 'appended'],
  /** What joins the lines of a folded header value. */
  foldedLines: ['joined-by-space', 'joined-by-comma'],
  /** How the values of a repeated header are ordered. */
  repeatedHeaders: ['order-sent', 'sorted'],
  /** Whether runs of spaces between quotation marks are collapsed, as others are. */
  quotedSpaces: ['collapsed', 'kept'],
  /** Which white space is trimmed and collapsed in a header value: only spaces, or all of it. */
  headerWhiteSpace: ['space', 'all'],
  /**
   * Where the value of a signed header that was not sent comes from: the query parameter with its name, or nowhere. The
   * AWS SDK for JavaScript 2 presigns `x-amz-acl` this way.
   */
  unsentSignedHeader: ['from-query', 'empty'],
  /**
   * What happens to a checksum of the object in the query of a presigned URL. The AWS SDKs move ("hoist") it there; often
   * it is the checksum of an empty body, because the body is not known when they presign.
   */
  hoistedChecksum: ['ignored', 'compared'],
} as const;

type RuleChoices = typeof RULE_CHOICES;

/** One choice of each rule. */
export type Rules = { readonly [Name in keyof RuleChoices]: RuleChoices[Name][number] };

export type PayloadMode = Rules['payload'];

/** The rules of S3: the key is encoded once and never normalized, and the hash of the payload is a header. */
export const S3_RULES: Rules = {
  pathEncoding: 'once',
  pathSegments: 'kept',
  dotDotAtRoot: 'dropped',
  contentSha256Header: 'added',
  payload: 'hashed',
  plusInQuery: 'literal',
  equalQueryNames: 'sorted-by-value',
  sessionToken: 'signed',
  foldedLines: 'joined-by-space',
  repeatedHeaders: 'order-sent',
  quotedSpaces: 'collapsed',
  headerWhiteSpace: 'space',
  unsentSignedHeader: 'from-query',
  hoistedChecksum: 'ignored',
};

/** The rules of every other service (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). */
export const GENERAL_RULES: Rules = {
  ...S3_RULES,
  pathEncoding: 'twice',
  pathSegments: 'normalised',
  contentSha256Header: 'not-added',
};

/** Returns what a signature of this form covers of the payload by default. */
export function usualPayload({ contentSha256Header, payload }: Rules, form: 'header' | 'query'): PayloadMode {
  // The payload of a presigned URL is unknown until someone uses the URL.
  return form === 'query' && contentSha256Header === 'added' ? 'unsigned' : payload;
}

/** Writes the name of a rule as in options and JSON: `quoted-spaces`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A rule on which sources disagree: what this program does by default, and what others do. */
export interface Disagreement {
  readonly rule: keyof Rules & string;
  readonly ours: string;
  readonly theirs: string;
  /** One sentence about what the two choices do. */
  readonly says: string;
  /** An example of each choice. */
  readonly sources: readonly [ours: string, theirs: string];
}

const SUITE = "AWS's signing test suite (aws-c-auth)";

/** The disagreements. `ours` is the choice in `S3_RULES`, which AWS published last. */
export const DISAGREEMENTS: readonly Disagreement[] = [
  {
    rule: 'foldedLines',
    ours: 'joined-by-space',
    theirs: 'joined-by-comma',
    says: "The lines of a folded header value are joined by spaces; AWS's test suite of 2018 joined them by commas.",
    sources: [SUITE, "AWS's signing test suite of 2018"],
  },
  {
    rule: 'repeatedHeaders',
    ours: 'order-sent',
    theirs: 'sorted',
    says: "The values of a repeated header stay in the order sent; AWS's test suite of 2011 sorted them.",
    sources: [SUITE, "AWS's signing test suite of 2011"],
  },
  {
    rule: 'quotedSpaces',
    ours: 'collapsed',
    theirs: 'kept',
    says: "Runs of spaces between quotation marks are collapsed too; AWS's documentation of 2012 kept them.",
    sources: [SUITE, 'AWS SDK for Ruby'],
  },
  {
    rule: 'headerWhiteSpace',
    ours: 'space',
    theirs: 'all',
    says: 'Only spaces are trimmed and collapsed; some signers treat tabs and other white space as spaces.',
    sources: ['smithy-rs', 'minio-go'],
  },
  {
    rule: 'equalQueryNames',
    ours: 'sorted-by-value',
    theirs: 'order-given',
    says: 'Query parameters with the same name are sorted by value; one SDK keeps the order given.',
    sources: [SUITE, 'AWS SDK for Ruby'],
  },
  {
    rule: 'plusInQuery',
    ours: 'literal',
    theirs: 'space',
    says: 'A + in a query is a plus sign and becomes %2B; code that reads the query as a form makes it %20.',
    sources: ['smithy-typescript', "AWS's signing test suite of 2011"],
  },
  {
    rule: 'dotDotAtRoot',
    ours: 'dropped',
    theirs: 'kept',
    says: 'When paths are normalized, a .. at the root is dropped; one SDK keeps it.',
    sources: [SUITE, 'AWS SDK for Java'],
  },
  {
    rule: 'sessionToken',
    ours: 'signed',
    theirs: 'appended',
    says: 'The session token is signed; a few services expect it to be added after signing.',
    sources: ['Amazon S3', 'AWS IoT'],
  },
  {
    // S3's own canonical request in https://github.com/minio/minio/issues/5630 has the value of the parameter.
    rule: 'unsentSignedHeader',
    ours: 'from-query',
    theirs: 'empty',
    says: 'A signed header that was not sent takes the value of the query parameter with its name; some servers leave it empty.',
    sources: ['Amazon S3, MinIO', 'Ceph radosgw, OpenStack Swift'],
  },
  {
    // Ignored: answers of S3 in https://github.com/aws/aws-sdk-go-v2/issues/2610 and
    // https://github.com/localstack/localstack/pull/12164. Compared:
    // https://github.com/seaweedfs/seaweedfs/issues/10216 and https://github.com/floci-io/floci/issues/4188, which
    // claim this for S3 without quoting an answer of S3.
    rule: 'hoistedChecksum',
    ours: 'ignored',
    theirs: 'compared',
    says: 'A checksum in the query of a presigned URL is ignored; some servers compare it with the body.',
    sources: ['Amazon S3, LocalStack', 'SeaweedFS, floci'],
  },
];
