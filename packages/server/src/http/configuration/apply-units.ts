/** Does what a plan says, thing by thing; what fails does not keep the others from being done. */

import type { ConfigurationReport } from '@branchline/contract';
import type { Log } from '../../ports/log.ts';
import { defect, problemOf } from '../problems.ts';
import { presentUnit } from './in-words.ts';
import { nameOfUnit, type Unit } from './unit.ts';

type Done = ConfigurationReport['changes'][number];

/** In their order; what needs something that failed is skipped. */
export async function applyUnits(log: Log, units: readonly Unit[]): Promise<ConfigurationReport> {
  const failed = new Set<string>();
  const changes: Done[] = [];
  for (const unit of units) {
    const done = await applyUnit(log, unit, failed);
    if (done.outcome === 'failed' || done.outcome === 'skipped') failed.add(nameOfUnit(unit));
    changes.push(done);
  }
  return { changes, isComplete: changes.every(({ outcome }) => outcome === 'done') };
}

async function applyUnit(log: Log, unit: Unit, failed: ReadonlySet<string>): Promise<Done> {
  const shown = presentUnit(unit);
  const missing = unit.needs.find((name) => failed.has(name));
  if (missing !== undefined) return { ...shown, outcome: 'skipped', because: `It needs ${missing}, which failed.` };
  if (unit.problem !== undefined) return { ...shown, outcome: 'failed', because: unit.problem };
  if (unit.action === 'wait') {
    return { ...shown, outcome: 'waits', because: 'Apply the document again once the repository has been found.' };
  }
  try {
    await unit.run();
    return { ...shown, outcome: 'done', because: null };
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) log.error('A change of a configuration broke.', { error: String(error) });
    const { title, detail, remedy } = problem ?? defect;
    const because = [detail ?? title, remedy].filter((part) => part !== undefined).join(' ');
    return { ...shown, outcome: 'failed', because };
  }
}
