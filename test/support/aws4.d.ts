/** The part of aws4 that is used here; the package comes without types. */
declare module 'aws4' {
  export function sign(
    request: {
      method: string;
      host: string;
      path: string;
      service: string;
      region: string;
      headers: Record<string, string>;
      extraHeadersToInclude: Record<string, boolean>;
    },
    credentials: { accessKeyId: string; secretAccessKey: string },
  ): { headers: Record<string, string> };
}
