/** The shape of a Forge manifest, as far as ours uses it. Atlassian's own name for each part is kept. */

/** What every module has: a key that no other module has, of whatever kind. */
export interface ManifestModule {
  readonly key: string;
  readonly [property: string]: ManifestValue;
}

/** Everything that can stand in a manifest. */
export type ManifestValue =
  | string
  | number
  | boolean
  | undefined
  | readonly ManifestValue[]
  | { readonly [property: string]: ManifestValue };

/** A place of ours that Forge calls, below the address of a remote. */
export interface ManifestEndpoint extends ManifestModule {
  readonly remote: string;
}

/** A server of ours. */
export interface ManifestRemote {
  readonly key: string;
  readonly baseUrl: string;
  readonly operations: readonly string[];
  readonly storage?: { readonly inScopeEUD: boolean };
}

/** What the app may do, and whether also in the name of somebody who is not there. */
export type ManifestScopes = Readonly<Record<string, { readonly allowImpersonation?: boolean }>>;

/** A whole manifest. */
export interface Manifest {
  readonly app: { readonly id: string; readonly runtime: { readonly name: string } };
  readonly modules: Readonly<Record<string, readonly ManifestModule[]>>;
  readonly remotes?: readonly ManifestRemote[];
  readonly resources: readonly { readonly key: string; readonly path: string }[];
  readonly permissions: { readonly scopes: ManifestScopes };
}
