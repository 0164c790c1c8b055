/** A noteworthy fact about a request, apart from whether its signature is right. */
export interface Notice {
  /**
   * For `refused`, the server refuses the request even if its signature is right. For `hint`, it does not.
   */
  readonly weight: 'refused' | 'hint';
  /** A stable ID, such as `header-not-signed`. */
  readonly id: string;
  readonly says: string;
  readonly see: string;
}
