export function packageFolders(paths: readonly string[]): string[];
export function licenseOf(folder: string): string;
export function thirdPartyLicences(paths: readonly string[]): string;
