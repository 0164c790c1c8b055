/**
 * Defines named rules. Each is a choice that the specification leaves to the service or the signer, or one on which
 * sources disagree.
 */

/**
 * All rules and their choices. The first choice is S3's. If sources about S3 disagree, the first choice is the one that
 * AWS published last.
 */
export const RULE_CHOICES = {
  /**
   * How the path becomes the canonical URI. `once` (S3): the wire path is decoded and encoded again, so each byte of
   * the key is encoded exactly once. `twice` (all other services): the wire path, which is already encoded, is encoded
   * again.
   */
  pathEncoding: ['once', 'twice'],
  /**
   * How `//`, `.`, and `..` in a path are treated: either `kept`, because they may be part of a key (S3), or removed as
   * in RFC 3986 (`normalised`).
   */
  pathSegments: ['kept', 'normalised'],
  /** How normalization treats a `..` that has no segment before it. */
  dotDotAtRoot: ['dropped', 'kept'],
  /** Whether `x-amz-content-sha256` is added to a request that lacks this header. S3 requires the header. */
  contentSha256Header: ['added', 'not-added'],
  /**
   * How the signature covers the payload. The last three choices are for aws-chunked bodies: with signed chunks, with
   * signed chunks and trailing headers, and with unsigned chunks and trailing headers.
   */
  payload: ['hashed', 'unsigned', 'streaming', 'streaming-trailer', 'unsigned-trailer'],
  /**
   * Whether a + in a path is a space, as in HTML forms (S3), or a plus sign. This makes a difference only if the path is
   * decoded and encoded again.
   */
  plusInPath: ['space', 'literal'],
  /** Whether a + in a query is a plus sign or, as in HTML forms, a space. */
  plusInQuery: ['literal', 'space'],
  /** How parameters with the same name are ordered in the canonical query string. */
  equalQueryNames: ['sorted-by-value', 'order-given'],
  /** Whether a session token is signed or appended after signing. */
  sessionToken: ['signed', 'appended'],
  /** The character that joins the lines of a folded header value. */
  foldedLines: ['joined-by-space', 'joined-by-comma'],
  /** Whether the values of a repeated header keep their order or are sorted. */
  repeatedHeaders: ['order-sent', 'sorted'],
  /** Whether runs of spaces between quotation marks are collapsed, like runs elsewhere in the value. */
  quotedSpaces: ['collapsed', 'kept'],
  /** Which white space is trimmed and collapsed in a header value: only spaces, or all white space. */
  headerWhiteSpace: ['space', 'all'],
  /**
   * Whether a signed header that was not sent gets its value from the query parameter with the same name or is empty.
   * The AWS SDK for JavaScript 2 relies on the first choice when it presigns `x-amz-acl`.
   */
  unsentSignedHeader: ['from-query', 'empty'],
  /**
   * Whether a checksum in the query of a presigned URL is compared with the object. The AWS SDKs move ("hoist")
   * checksums into the query. Such a checksum is often that of an empty body, because the SDK does not know the body
   * when it presigns the URL.
   */
  hoistedChecksum: ['ignored', 'compared'],
} as const;

type RuleChoices = typeof RULE_CHOICES;

export type Rules = { readonly [Name in keyof RuleChoices]: RuleChoices[Name][number] };

export type PayloadMode = Rules['payload'];

/** The rules of S3. The key is encoded once and never normalized, and a header contains the hash of the payload. */
export const S3_RULES: Rules = {
  pathEncoding: 'once',
  pathSegments: 'kept',
  dotDotAtRoot: 'dropped',
  contentSha256Header: 'added',
  payload: 'hashed',
  plusInPath: 'space',
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

/**
 * The rules of every other service
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
export const GENERAL_RULES: Rules = {
  ...S3_RULES,
  pathEncoding: 'twice',
  pathSegments: 'normalised',
  contentSha256Header: 'not-added',
};

/** Returns the default way in which a signature in the header or the query covers the payload. */
export function usualPayload({ contentSha256Header, payload }: Rules, form: 'header' | 'query'): PayloadMode {
  // The payload of a presigned URL is unknown until the URL is used.
  return form === 'query' && contentSha256Header === 'added' ? 'unsigned' : payload;
}

/** Returns the name of a rule as written in options and JSON, such as `quoted-spaces`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** A rule on which sources disagree, with this program's default and the choice that others make. */
export interface Disagreement {
  readonly rule: keyof Rules & string;
  readonly ours: string;
  readonly theirs: string;
  readonly says: string;
  /** One source for each choice. */
  readonly sources: readonly [ours: string, theirs: string];
}

const SUITE = "AWS's signing test suite (aws-c-auth)";

/** All disagreements. `ours` is the choice in `S3_RULES`, which is the one that AWS published last. */
export const DISAGREEMENTS: readonly Disagreement[] = [
  {
    rule: 'foldedLines',
    ours: 'joined-by-space',
    theirs: 'joined-by-comma',
    says: "The lines of a folded header value are joined with spaces; AWS's test suite from 2018 joined them with commas.",
    sources: [SUITE, "AWS's signing test suite of 2018"],
  },
  {
    rule: 'repeatedHeaders',
    ours: 'order-sent',
    theirs: 'sorted',
    says: "The values of a repeated header stay in the order in which they were sent; AWS's test suite from 2011 sorted them.",
    sources: [SUITE, "AWS's signing test suite of 2011"],
  },
  {
    rule: 'quotedSpaces',
    ours: 'collapsed',
    theirs: 'kept',
    says: "Runs of spaces between quotation marks are also collapsed; AWS's documentation from 2012 kept them.",
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
    says: 'Query parameters with the same name are sorted by value; one SDK keeps the given order.',
    sources: [SUITE, 'AWS SDK for Ruby'],
  },
  {
    // Observed in https://github.com/http4k/http4k/pull/1280, https://github.com/aws/aws-sdk-java/issues/2128, and
    // https://github.com/akka/alpakka/issues/838. aws4 and aws4fetch sign for it. AWS does not document it.
    rule: 'plusInPath',
    ours: 'space',
    theirs: 'literal',
    says: 'A + in a path is a space, so a plus sign has to be sent as %2B; other servers read it as a plus sign.',
    sources: ['Amazon S3, aws4', 'Ceph radosgw, OpenStack Swift'],
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
    // In https://github.com/minio/minio/issues/5630, S3's own canonical request contains the value of the query
    // parameter.
    rule: 'unsentSignedHeader',
    ours: 'from-query',
    theirs: 'empty',
    says: 'A signed header that was not sent takes the value of the query parameter with the same name; some servers leave it empty.',
    sources: ['Amazon S3, MinIO', 'Ceph radosgw, OpenStack Swift'],
  },
  {
    // Responses from S3 in https://github.com/aws/aws-sdk-go-v2/issues/2610 and
    // https://github.com/localstack/localstack/pull/12164 show that the checksum is ignored. According to
    // https://github.com/seaweedfs/seaweedfs/issues/10216 and https://github.com/floci-io/floci/issues/4188, S3 does
    // compare it, but neither page quotes a response from S3.
    rule: 'hoistedChecksum',
    ours: 'ignored',
    theirs: 'compared',
    says: 'A checksum in the query of a presigned URL is ignored; some servers compare it with the body.',
    sources: ['Amazon S3, LocalStack', 'SeaweedFS, floci'],
  },
];
