/** What the specification leaves to the service or the signer, and where its sources disagree, as named choices. */

/** Every rule and its choices; the first is what S3 wants, or what AWS published last. */
export const RULE_CHOICES = {
  /**
   * How the path becomes the canonical URI. `once`: the wire path is decoded and encoded once more, so that each byte of
   * the key is encoded exactly once (S3). `twice`: the wire path, already encoded, is encoded again (all others).
   */
  pathEncoding: ['once', 'twice'],
  /** `kept`: `//`, `.` and `..` stand as they are, since they may be part of a key (S3). `normalised`: RFC 3986. */
  pathSegments: ['kept', 'normalised'],
  /** What normalising makes of a `..` that has nothing before it. */
  dotDotAtRoot: ['dropped', 'kept'],
  /** Whether `x-amz-content-sha256` is added to the request where it is not there. S3 requires it. */
  contentSha256Header: ['added', 'not-added'],
  /**
   * What the signature says of the payload. `streaming` and what follows are aws-chunked: each chunk signed, or not;
   * checksums behind the chunks, or none.
   */
  payload: ['hashed', 'unsigned', 'streaming', 'streaming-trailer', 'unsigned-trailer'],
  /** Whether a + in a query is itself or a space, as in HTML forms. */
  plusInQuery: ['literal', 'space'],
  /** How parameters of the same name are ordered in the canonical query string. */
  equalQueryNames: ['sorted-by-value', 'order-given'],
  /** Whether a session token is signed, or is appended after signing. */
  sessionToken: ['signed', 'appended'],
  /** What joins the lines of a header value that was folded over several. */
  foldedLines: ['joined-by-space', 'joined-by-comma'],
  /** How the values of a header that is sent several times are ordered. */
  repeatedHeaders: ['order-sent', 'sorted'],
  /** Whether runs of spaces between quotation marks are collapsed like all others. */
  quotedSpaces: ['collapsed', 'kept'],
  /** What counts as white space that is trimmed and collapsed in a header value: the space alone, or tabs and more. */
  headerWhiteSpace: ['space', 'all'],
  /**
   * What the value of a signed header is that was not sent: that of the query parameter of its name, or nothing. AWS's
   * SDK for JavaScript 2 presigns `x-amz-acl` this way.
   */
  unsentSignedHeader: ['from-query', 'empty'],
  /**
   * What a checksum of the object does that is a query parameter of a presigned URL and not a signed header. AWS's SDKs
   * move it there ("hoist" it), often that of an empty body, because the body is not known yet when they presign.
   */
  hoistedChecksum: ['ignored', 'compared'],
} as const;

type RuleChoices = typeof RULE_CHOICES;

/** One choice of each rule. */
export type Rules = { readonly [Name in keyof RuleChoices]: RuleChoices[Name][number] };

export type PayloadMode = Rules['payload'];

/** S3: the key is encoded once and never normalised, and the hash of the payload is a header. */
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

/** Every other service (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html). */
export const GENERAL_RULES: Rules = {
  ...S3_RULES,
  pathEncoding: 'twice',
  pathSegments: 'normalised',
  contentSha256Header: 'not-added',
};

/** What the signature says of the payload where nobody says it, by the rules of the service and the form of the signature. */
export function usualPayload({ contentSha256Header, payload }: Rules, form: 'header' | 'query'): PayloadMode {
  // Whoever uses a presigned URL brings a payload that nobody knows yet.
  return form === 'query' && contentSha256Header === 'added' ? 'unsigned' : payload;
}

/** As people and programs write the name of a rule: `quoted-spaces`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A rule on which sources disagree: what this program does unless told, and what others do. */
export interface Disagreement {
  readonly rule: keyof Rules & string;
  readonly ours: string;
  readonly theirs: string;
  /** For the reader: what the two do, and who does which. */
  readonly says: string;
  /** Who does it our way, who the other. */
  readonly sources: readonly [ours: string, theirs: string];
}

const SUITE = "AWS's signing test suite (aws-c-auth)";

/** The first choice of each is the one in S3_RULES: what AWS publishes last. */
export const DISAGREEMENTS: readonly Disagreement[] = [
  {
    rule: 'foldedLines',
    ours: 'joined-by-space',
    theirs: 'joined-by-comma',
    says: 'A header value folded over several lines is joined by spaces; the suite of 2018 joined it by commas.',
    sources: [SUITE, "AWS's signing test suite of 2018"],
  },
  {
    rule: 'repeatedHeaders',
    ours: 'order-sent',
    theirs: 'sorted',
    says: 'Values of a header that is sent several times stand in the order sent; the suite of 2011 sorted them.',
    sources: [SUITE, "AWS's signing test suite of 2011"],
  },
  {
    rule: 'quotedSpaces',
    ours: 'collapsed',
    theirs: 'kept',
    says: 'Runs of spaces become one space also between quotation marks; the documentation of 2012 kept those.',
    sources: [SUITE, 'AWS SDK for Ruby'],
  },
  {
    rule: 'headerWhiteSpace',
    ours: 'space',
    theirs: 'all',
    says: 'Only the space is trimmed and collapsed; some signers take tabs and other white space for spaces.',
    sources: ['smithy-rs', 'minio-go'],
  },
  {
    rule: 'equalQueryNames',
    ours: 'sorted-by-value',
    theirs: 'order-given',
    says: 'Query parameters of one name are sorted by value; one SDK leaves them in the order given.',
    sources: [SUITE, 'AWS SDK for Ruby'],
  },
  {
    rule: 'plusInQuery',
    ours: 'literal',
    theirs: 'space',
    says: 'A + in a query is a plus and becomes %2B; who reads it as a form does makes it %20.',
    sources: ['smithy-typescript', "AWS's signing test suite of 2011"],
  },
  {
    rule: 'dotDotAtRoot',
    ours: 'dropped',
    theirs: 'kept',
    says: 'Where paths are normalised, .. at the root leads nowhere and is dropped; one SDK keeps it.',
    sources: [SUITE, 'AWS SDK for Java'],
  },
  {
    rule: 'sessionToken',
    ours: 'signed',
    theirs: 'appended',
    says: 'The session token is signed; a few services want it added after signing.',
    sources: ['Amazon S3', 'AWS IoT'],
  },
  {
    // S3's own canonical request in https://github.com/minio/minio/issues/5630 has the value of the parameter.
    rule: 'unsentSignedHeader',
    ours: 'from-query',
    theirs: 'empty',
    says: 'A signed header that was not sent takes the value of the query parameter of its name; some servers leave it empty.',
    sources: ['Amazon S3, MinIO', 'Ceph radosgw, OpenStack Swift'],
  },
  {
    // Ignored: answers of S3 in https://github.com/aws/aws-sdk-go-v2/issues/2610 and
    // https://github.com/localstack/localstack/pull/12164. Compared: https://github.com/seaweedfs/seaweedfs/issues/10216
    // and https://github.com/floci-io/floci/issues/4188, which say so of S3 without an answer of S3.
    rule: 'hoistedChecksum',
    ours: 'ignored',
    theirs: 'compared',
    says: 'A checksum in the query of a presigned URL is ignored; some servers compare it with the body.',
    sources: ['Amazon S3, LocalStack', 'SeaweedFS, floci'],
  },
];
