/** A real Chromium for journeys: it comes with npm and needs neither root, nor a system browser, nor its libraries. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const run = promisify(execFile);

/** How a page is looked at. */
export interface Look {
  /** CSS pixels; the height is what fits on the screen, screenshots are of the whole page. */
  readonly width?: number;
  readonly height?: number;
  readonly colors?: 'light' | 'dark';
}

/** A running browser; `close` ends its process. */
export interface OpenBrowser {
  /** A page with its own cookies and storage. Errors of the page's scripts make `expectNoErrors` throw. */
  openPage(look?: Look): Promise<OpenPage>;
  close(): Promise<void>;
}

export interface OpenPage {
  /** Playwright's own page. */
  readonly page: Page;
  /** Addresses asked for so far, in order. */
  readonly requested: readonly string[];
  /** What the page complained about: exceptions, and messages on the console at level error. */
  readonly errors: readonly string[];
  /** @throws Error naming every error so far */
  expectNoErrors(): void;
  /** Writes a PNG of the whole page, with its folder made first; returns the path. */
  screenshot(path: string): Promise<string>;
}

/**
 * Starts a headless Chromium.
 * @throws Error when it cannot be started: a journey without its browser has failed, not been skipped
 */
export async function openBrowser(): Promise<OpenBrowser> {
  const home = await unpackChromium();
  const browser = await launch(home);
  return {
    openPage: (look = {}) => openPage(browser, look),
    close: () => browser.close(),
  };
}

/** Unpacks once per version and user; two processes may do so at once, and the first to finish wins. */
async function unpackChromium(): Promise<string> {
  const entry = import.meta.resolve('@sparticuz/chromium');
  const root = dirname(dirname(fileURLToPath(entry)));
  const { version } = createRequire(import.meta.url)(join(root, 'package.json')) as { readonly version: string };
  const home = join(tmpdir(), `branchline-chromium-${version}-${userInfo().uid}`);
  if (existsSync(home)) return home;
  const staging = await mkdtemp(join(tmpdir(), 'branchline-chromium-new-'));
  // The package unpacks into the temporary folder and nowhere else, so a child of its own is given another one.
  const script = `
    const { default: chromium, inflate } = await import(${JSON.stringify(entry)});
    await chromium.executablePath();
    await inflate(${JSON.stringify(join(root, 'bin', 'al2023.tar.br'))});`;
  await run(process.execPath, ['--input-type=module', '--eval', script], { env: { TMPDIR: staging } });
  try {
    await rename(staging, home);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

async function launch(home: string): Promise<Browser> {
  try {
    return await launchWith(home, undefined);
  } catch (error) {
    if (!String(error).includes('shared librar')) throw error;
  }
  // The machine lacks libraries such as libnss3: the package brings those of Amazon Linux 2023.
  return launchWith(home, join(home, 'al2023', 'lib'));
}

function launchWith(home: string, libraries: string | undefined): Promise<Browser> {
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    headless: true,
    // Neither containers nor build machines allow a sandbox, and only our own pages are opened.
    chromiumSandbox: false,
    args: ['--no-zygote', '--font-render-hinting=none', '--disable-dev-shm-usage'],
    env: {
      HOME: home,
      TZ: 'UTC',
      LANG: 'en_GB.UTF-8',
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(home, 'fonts') }),
      ...(libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries }),
    },
  });
}

async function openPage(browser: Browser, look: Look): Promise<OpenPage> {
  const options: BrowserContextOptions = {
    viewport: { width: look.width ?? 1280, height: look.height ?? 800 },
    colorScheme: look.colors ?? 'light',
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  };
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const errors: string[] = [];
  const requested: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('request', (request) => requested.push(request.url()));
  return {
    page,
    requested,
    errors,
    expectNoErrors: () => {
      if (errors.length > 0) throw new Error(`The page complained:\n${errors.join('\n')}`);
    },
    screenshot: async (path) => {
      await mkdir(dirname(path), { recursive: true });
      await page.screenshot({ path, fullPage: true });
      return path;
    },
  };
}
