/**
 * A random id for one try of a download. `crypto.randomUUID` is there in secure contexts alone, and the scheme of a web
 * view may not be one; `crypto.getRandomValues` is there always.
 */
export function newDownloadId(
  source: Pick<Crypto, "getRandomValues"> & { randomUUID?: () => string } = crypto,
): string {
  if (source.randomUUID) return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
