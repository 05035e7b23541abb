/** Where a picture of a repository is fetched from: the address of an image, which asks by itself. */

/** @param revision a hash, so that browsers may keep what they fetched */
export function imageAddress(id: number, revision: string, path: string): string {
  return `/api/v1/browse/${id}/image?${new URLSearchParams({ revision, path }).toString()}`;
}
