/** Asks Jira how long its working days are. */

import type { WorkingTime } from '@branchline/domain';
import { z } from 'zod';
import type { AskPlatform } from './ask-platform.ts';

const Configuration = z.object({
  timeTrackingEnabled: z.boolean().optional(),
  timeTrackingConfiguration: z
    .object({ workingHoursPerDay: z.number().positive(), workingDaysPerWeek: z.number().positive() })
    .nullish(),
});

/**
 * Undefined where time tracking is switched off. Jira's own question about it (`configuration/timetracking/options`)
 * is for administrators only; its general settings say the same to everybody.
 */
export async function readWorkingTime(ask: AskPlatform): Promise<WorkingTime | undefined> {
  const { timeTrackingEnabled, timeTrackingConfiguration: found } = await ask.get('/configuration', Configuration);
  if (timeTrackingEnabled === false || found === undefined || found === null) return undefined;
  return { hoursPerDay: found.workingHoursPerDay, daysPerWeek: found.workingDaysPerWeek };
}
