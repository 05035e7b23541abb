/** How one integration's Git service is reached. */

export interface NetworkSettings {
  /** PEM certificates to trust besides the system's; undefined for the system's only. */
  readonly trustedCertificates: string | undefined;
  /** `http://proxy.example.com:3128`, without user and password; undefined: straight. */
  readonly proxyUrl: string | undefined;
  /** False: anybody may pretend to be the service. Said loudly wherever it is shown. */
  readonly verifiesCertificates: boolean;
}

/** Straight, and trusting what the system trusts. */
export const plainNetwork: NetworkSettings = {
  trustedCertificates: undefined,
  proxyUrl: undefined,
  verifiesCertificates: true,
};
