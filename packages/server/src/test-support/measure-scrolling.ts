/** Measures how evenly the page of a commit scrolls through a very long change, in Chromium: `bench scrolling` runs it. */

import { createServer, type Server } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowsedCommitView, BrowsedRepository } from '@branchline/contract';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { changedLines } from './changed-lines.ts';

export interface ScrollingFigure {
  readonly layout: string;
  readonly speed: string;
  readonly pictures: number;
  /** Part of the pictures that came within 34 ms of the one before. */
  readonly smooth: number;
  /** Milliseconds that the page's thread worked for each picture, whatever else the machine did. */
  readonly workMs: number;
  readonly p95Ms: number;
  readonly longestMs: number;
  /** Part of the looks at the middle of the list that found no row there. */
  readonly blank: number;
  /** Rows in the page, however many there are. */
  readonly drawnRows: number;
}

/** What `--json` prints. */
export interface ScrollingReport {
  readonly lines: number;
  /** The least part of pictures that must be smooth. */
  readonly limit: number;
  readonly figures: readonly ScrollingFigure[];
}

const pages = fileURLToPath(new URL('../../../web/dist/', import.meta.url));
const types: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };
const hash = 'd'.repeat(40);

const repository: BrowsedRepository = {
  id: 1,
  name: 'team/code',
  integrationName: 'Code',
  webUrl: null,
  cloneUrl: 'https://git.example/team/code.git',
  defaultBranch: 'main',
  indexedAt: '2026-03-09T10:00:00.000Z',
  branchCount: 1,
  tagCount: 0,
  commitCount: 1,
};

function answers(lines: number): ReadonlyMap<string, unknown> {
  const { file, diff } = changedLines('src/long.ts', lines);
  const commit: BrowsedCommitView = {
    repository,
    commit: hash,
    details: {
      hash,
      title: 'Change much',
      message: 'Change much',
      author: { name: 'Ada', email: 'ada@example.com', person: null },
      authoredAt: '2026-03-09T09:00:00.000Z',
      parents: ['c'.repeat(40)],
      keys: [],
      webUrl: null,
    },
    branches: [],
    tags: [],
    isContainedInMore: false,
    files: [file],
    isCut: false,
  };
  const me = { kind: 'access-token', role: 'administrator', account: null };
  return new Map<string, unknown>([
    ['/api/v1/me', me],
    ['/api/v1/browse/1', repository],
    ['/api/v1/browse/1/commit', commit],
    ['/api/v1/browse/1/diff', diff],
  ]);
}

/** The pages as they are built, with answers that are known before: nothing but the browser is measured. */
function serveAnswers(known: ReadonlyMap<string, unknown>): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/api/')) {
      const answer = known.get(pathname);
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer ?? { type: 'not-found', title: 'Not there', status: 404, detail: 'None.' }));
      return;
    }
    const name = extname(pathname) === '' ? 'index.html' : pathname;
    readFile(join(pages, name)).then(
      (content) => response.writeHead(200, { 'content-type': types[extname(name)] ?? 'image/svg+xml' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((listening) => {
    server.listen(0, '127.0.0.1', () => listening(server));
  });
}

/**
 * Scrolls by so many pixels at each picture, back at the end, and says when each picture came; of every eighth, whether
 * there are rows in the middle of the list.
 */
const scroll = (pixels: number, milliseconds: number) => `new Promise((resolve) => {
  const box = document.querySelector('.bl-rows-box');
  box.scrollTop = 0;
  const { left, top, width, height } = box.getBoundingClientRect();
  const times = [];
  let [looks, blank, by] = [0, 0, ${pixels}];
  const begun = performance.now();
  function draw(now) {
    times.push(now);
    if (times.length % 8 === 0) {
      looks += 1;
      if (document.elementFromPoint(left + width / 2, top + height / 2)?.closest('.bl-row') === null) blank += 1;
    }
    const before = box.scrollTop;
    box.scrollTop += by;
    if (box.scrollTop === before && times.length > 1) by = -by;
    if (now - begun < ${milliseconds}) requestAnimationFrame(draw);
    else resolve({ times, blank: blank / Math.max(1, looks), drawn: document.querySelectorAll('.bl-row').length });
  }
  requestAnimationFrame(draw);
})`;

/** What a picture may take so that 30 come in a second, with room for the clock's own steps. */
export const smoothMs = 34;

/** Pixels at each picture: somebody who reads along, who looks for something, who drags the bar. */
const speeds = { reading: 20, looking: 200, dragging: 4000 } as const;
const layouts = ['Unified', 'Side by side'] as const;

/** Milliseconds after a change of layout. */
const settled = 1500;

interface Scrolled {
  readonly times: readonly number[];
  readonly blank: number;
  readonly drawn: number;
}

/** Tells how long the page's own thread has worked so far, in milliseconds: other programs do not count. */
async function workClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  };
}

async function measure(page: Page, milliseconds: number): Promise<readonly ScrollingFigure[]> {
  const figures: ScrollingFigure[] = [];
  const worked = await workClock(page);
  for (const layout of layouts) {
    await page.getByRole('button', { name: layout }).click();
    // Putting all lines into another order is another matter, and colours come when there is time.
    await page.waitForTimeout(settled);
    for (const [speed, pixels] of Object.entries(speeds)) {
      const before = await worked();
      const { times, blank, drawn } = await page.evaluate<Scrolled>(scroll(pixels, milliseconds));
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
      gaps.sort((one, other) => one - other);
      const smooth = gaps.filter((gap) => gap <= smoothMs).length / Math.max(1, gaps.length);
      figures.push({
        layout,
        speed,
        pictures: gaps.length,
        smooth: Number(smooth.toFixed(4)),
        workMs: Number((((await worked()) - before) / Math.max(1, gaps.length)).toFixed(1)),
        p95Ms: Math.round(gaps[Math.floor(gaps.length * 0.95)] ?? 0),
        longestMs: Math.round(gaps.at(-1) ?? 0),
        blank: Number(blank.toFixed(4)),
        drawnRows: drawn,
      });
    }
  }
  return figures;
}

/** Of the pages as they are built. @param milliseconds of each measurement */
export async function measureScrolling(lines: number, milliseconds: number): Promise<ScrollingReport> {
  const [server, browser] = await Promise.all([serveAnswers(answers(lines)), openBrowser()]);
  try {
    const { page } = await browser.openPage({ width: 1280, height: 900 });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/browse/1/commits/${hash}`);
    const more = page.getByRole('button', { name: 'Load the lines' });
    await page.getByText('src/long.ts').or(more).first().waitFor();
    if ((await more.count()) > 0) await more.click();
    await page.locator('.bl-diff-line').first().waitFor();
    return { lines, limit: 0.95, figures: await measure(page, milliseconds) };
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
