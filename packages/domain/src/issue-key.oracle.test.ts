import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProjectKey } from './ids.ts';
import { findIssueKeys } from './issue-key.ts';

interface Oracle {
  readonly adversarial: readonly {
    readonly input?: string;
    readonly assume_projects: readonly ProjectKey[];
    readonly recommended: readonly string[];
  }[];
  readonly cases: readonly {
    readonly id: string;
    readonly dialect: string;
    readonly input: string;
    readonly expected: readonly string[];
    readonly setCompare?: boolean;
  }[];
}

const file = path.join(process.env['BRANCHLINE_CONTRACTS'] ?? '', 'oracles/issue-keys.json');
const isThere = process.env['BRANCHLINE_CONTRACTS'] !== undefined && existsSync(file);

const lowerCase = 'lower case is no key in text while the projects are unknown';
const notAscii = 'Jira project keys are ASCII by default; other letters are boundaries';
const leadingZero = 'Jira never numbers an issue with a leading zero';
const oneLetter = 'a Jira project key has at least two characters';
const longKey = 'project keys of more than ten characters exist';
const anyBoundary = 'a slash or dash before a key is a boundary';

/** Where we mean to differ from a peer's own test, and why. */
const intendedDifferences: Readonly<Record<string, string>> = {
  k002: lowerCase,
  k003: lowerCase,
  k010: lowerCase,
  k063: notAscii,
  k064: notAscii,
  k065: notAscii,
  k066: notAscii,
  k067: notAscii,
  k068: leadingZero,
  k071: leadingZero,
  k072: leadingZero,
  k078: leadingZero,
  k144: lowerCase,
  k163: leadingZero,
  k196: oneLetter,
  k205: longKey,
  k211: anyBoundary,
  k212: anyBoundary,
};

function readOracle(): Oracle {
  if (!isThere) return { adversarial: [], cases: [] };
  return JSON.parse(readFileSync(file, 'utf8')) as Oracle;
}

describe.skipIf(!isThere)('issue keys against the oracle (set BRANCHLINE_CONTRACTS to run)', () => {
  const { adversarial, cases } = readOracle();

  it.each(adversarial)('answers $recommended to $input', ({ input, assume_projects: projects, recommended }) => {
    // One case is described by a rule instead of its text.
    const text = input ?? `${'A'.repeat(5000)} ABC-1`;
    const field = /^(feature|task)\//.test(text) ? 'branch-name' : 'text';
    expect(findIssueKeys(text, { projects: new Set(projects) }, field)).toEqual(recommended);
  });

  it('differs from the peers exactly where it is meant to', () => {
    const different = cases.filter(({ input, expected, setCompare }) => {
      const found: readonly string[] = findIssueKeys(input, { projects: undefined }, 'text');
      const isSame = (a: readonly string[], b: readonly string[]): boolean => a.join(' ') === b.join(' ');
      return setCompare === true ? !isSame(found.toSorted(), expected.toSorted()) : !isSame(found, expected);
    });
    expect(different.map(({ id }) => id)).toEqual(Object.keys(intendedDifferences));
  });

  it('finds what differs only by case once the projects are known', () => {
    for (const { id, input, expected } of cases) {
      if (intendedDifferences[id] !== lowerCase) continue;
      const projects = new Set(expected.map((key) => key.slice(0, key.lastIndexOf('-')) as ProjectKey));
      expect(findIssueKeys(input, { projects }, 'text')).toEqual(expected);
    }
  });
});
