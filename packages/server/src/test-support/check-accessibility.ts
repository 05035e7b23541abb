/** Looks on an open page for what keeps people with disabilities from using it. */

import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

/** Worse than a nuisance, in axe's own words. */
const grave: ReadonlySet<string> = new Set(['serious', 'critical']);

let source: Promise<string> | undefined;

/** By which rules a whole page is looked at. */
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds serious or critical on the page as it is now, by the rules of WCAG 2.2 at levels A and AA, each with
 * the elements it is about; empty when the page is well.
 *
 * @param rules names of single rules instead of all
 */
export async function checkAccessibility(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(await source);
  const runOnly = rules ?? standards;
  const results = await page.evaluate<AxeResults>(`axe.run(document, { runOnly: ${JSON.stringify(runOnly)} })`);
  return results.violations
    .filter(({ impact }) => grave.has(impact ?? ''))
    .map(({ id, help, nodes }) => {
      const where = nodes.slice(0, 3).map(({ html, failureSummary = '' }) => `${html.slice(0, 200)} ${failureSummary}`);
      return `${id}: ${help}\n  ${where.join('\n  ').replaceAll('\n', ' ')}`;
    });
}
