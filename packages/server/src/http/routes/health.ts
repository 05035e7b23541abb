/** The health report at the door. */

import { checkInstallation, type CheckInstallationDeps } from '../../features/operations/check-installation.ts';
import type { Handlers } from '../mount-routes.ts';

export type HealthHandlersDeps = CheckInstallationDeps;

export function healthHandlers(deps: HealthHandlersDeps): Pick<Handlers, 'showHealthReport'> {
  return {
    async showHealthReport() {
      const { checkedAt, version, findings } = await checkInstallation(deps);
      return {
        checkedAt: checkedAt.toISOString(),
        version,
        findings: findings.map(({ subject, remedy, details, ...finding }) => ({
          ...finding,
          subject: subject ?? null,
          remedy: remedy ?? null,
          details: [...details],
        })),
      };
    },
  };
}
