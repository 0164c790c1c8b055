/**
 * Lists headers that proxies between a client and S3 may change. If such a header is signed, the signature may not
 * match.
 */

export interface RewrittenHeader {
  /** The names in lowercase. */
  readonly names: readonly string[];
  /** The end of a sentence that begins "… is signed, and". */
  readonly says: string;
  readonly source: string;
}

export const REWRITTEN_HEADERS: readonly RewrittenHeader[] = [
  {
    names: ['connection', 'keep-alive', 'proxy-connection', 'te', 'transfer-encoding', 'upgrade'],
    says: 'is for one connection only; each proxy sends its own',
    source: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1',
  },
  {
    names: ['expect'],
    says: 'is often answered by a proxy, which does not forward it',
    source: 'https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1',
  },
  {
    names: ['via', 'forwarded'],
    says: 'is extended by each proxy in between',
    source: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.6.3',
  },
  {
    names: ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-port'],
    says: 'is added to or replaced by a load balancer',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html',
  },
  {
    names: ['x-amzn-trace-id'],
    says: 'is added to or replaced by a load balancer',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html',
  },
  {
    names: ['accept-encoding', 'user-agent'],
    says: 'is rewritten by many proxies and content delivery networks',
    source:
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html',
  },
];
