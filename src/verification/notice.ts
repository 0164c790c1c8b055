/** A noteworthy fact about a request, apart from whether its signature is right. */
export interface Notice {
  /**
   * For `refused`, S3 refuses the request even if its signature is right. For `hint`, S3 does not refuse the request.
   */
  readonly weight: 'refused' | 'hint';
  /** A stable ID, such as `header-not-signed`. */
  readonly id: string;
  readonly says: string;
  readonly see: string;
}
