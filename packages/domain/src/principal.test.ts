import { describe, expect, it } from 'vitest';
import type { AtlassianAccountId, JiraSiteId, PersonId } from './ids.ts';
import { mayAdminister, mayAskAbout, nameOfPrincipal, type Principal } from './principal.ts';

const here = 1 as JiraSiteId;
const elsewhere = 2 as JiraSiteId;
const administrator: Principal = { kind: 'administrator' };
const person: Principal = { kind: 'person', personId: 7 as PersonId };
const viewer: Principal = { kind: 'jira-user', jiraSiteId: here, accountId: '5b:1' as AtlassianAccountId };

describe('who may what', () => {
  it.each([
    [administrator, true, true, true],
    [person, false, false, false],
    [viewer, false, true, false],
  ] as const)('%o', (principal, administers, asksHere, asksElsewhere) => {
    expect(mayAdminister(principal)).toBe(administers);
    expect(mayAskAbout(principal, here)).toBe(asksHere);
    expect(mayAskAbout(principal, elsewhere)).toBe(asksElsewhere);
  });

  it('names everybody apart', () => {
    const others: readonly Principal[] = [
      { ...viewer, jiraSiteId: elsewhere },
      { ...viewer, accountId: '5b:2' as AtlassianAccountId },
      { kind: 'person', personId: 8 as PersonId },
    ];
    const names = [administrator, person, viewer, ...others].map(nameOfPrincipal);
    expect(new Set(names).size).toBe(6);
    expect(nameOfPrincipal(viewer)).toBe('jira-user/1/5b:1');
  });
});
