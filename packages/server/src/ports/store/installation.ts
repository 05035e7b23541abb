/** Facts about this installation as a whole. */
export interface InstallationTable {
  /** Short random name, made once; part of every id sent to Jira, so that two installations never collide. */
  id(): Promise<string>;
  /** SHA-256 (hex) of the access token that opens pages and API until people sign in; undefined when never set. */
  accessTokenDigest(): Promise<string | undefined>;
  setAccessTokenDigest(digest: string): Promise<void>;
}
