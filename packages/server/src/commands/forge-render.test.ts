import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { programPlace, type ProgramPlace } from '../test-support/program.ts';

const registered = 'ari:cloud:ecosystem::app/8db33809-1f32-48bb-8c52-5877dab48107';
const unregistered = 'ari:cloud:ecosystem::app/00000000-0000-4000-8000-000000000000';

let place: ProgramPlace;
let out: string;

beforeEach(async () => {
  place = await programPlace();
  out = join(place.folder, 'app');
});

afterEach(() => place.remove());

function render(...more: readonly string[]) {
  return place.run(['forge', 'render', '--url', 'https://git.example.com', '--out', out, ...more]);
}

function manifest(): Promise<string> {
  return readFile(join(out, 'manifest.yml'), 'utf8');
}

describe('forge render', () => {
  it('writes manifest, page and what builds them together, and says what is next', async () => {
    const { stdout, code } = await render();
    expect(code).toBe(0);
    expect(stdout).toContain('forge register');
    expect((await readdir(out)).toSorted()).toEqual(['.gitignore', 'build.js', 'manifest.yml', 'package.json', 'page']);
    const text = await manifest();
    expect(text).toContain(`id: "${unregistered}"`);
    expect(text).toContain('baseUrl: "https://git.example.com"');
    expect(text).not.toContain('dev-info');
    expect(text).not.toContain('$');
    const document = await readFile(join(out, 'page/index.html'), 'utf8');
    expect(document).toContain('content="https://git.example.com"');
    // What Jira's content security policy refuses: scripts in the document, and addresses from the root.
    expect(document).not.toMatch(/<script(?![^>]*src="\.\/)[^>]*>|(src|href)="\//);
    expect(await readFile(join(out, 'page/page.js'), 'utf8')).toMatch(/from\s*"@forge\/bridge"/);
  });

  it('keeps the id that forge register wrote, and drops nothing else of the folder', async () => {
    await render();
    await writeFile(join(out, 'manifest.yml'), (await manifest()).replace(unregistered, registered));
    await mkdir(join(out, 'node_modules'));
    const { stdout, code } = await render('--sink', 'forge');
    expect(code).toBe(0);
    expect(stdout).not.toContain('forge register');
    const text = await manifest();
    expect(text).toContain(`id: "${registered}"`);
    expect(text).toContain('write:dev-info:jira: {}');
    expect(await readdir(out)).toContain('node_modules');
  });

  it('takes the id of an app that was registered elsewhere', async () => {
    const { code } = await render('--app-id', registered);
    expect(code).toBe(0);
    expect(await manifest()).toContain(`id: "${registered}"`);
  });

  it.each([
    [['--url', 'http://git.example.com'], 'by https only'],
    [['--url', 'https://git.example.com/x'], 'Leave out what follows the host'],
    [['--url', 'https://localhost'], "leads nowhere from Atlassian's machines"],
    [['--app-id', '12'], '"12" is no app id'],
  ])('refuses %j in words and writes nothing', async (more, words) => {
    const { stderr, code } = await render(...more);
    expect(code).toBe(1);
    expect(stderr).toContain(words);
    expect(await readdir(place.folder)).not.toContain('app');
  });

  it("writes over nobody else's folder", async () => {
    await mkdir(out);
    await writeFile(join(out, 'thesis.txt'), 'years of work');
    const { stderr, code } = await render();
    expect(code).toBe(1);
    expect(stderr).toContain('holds other things and no manifest.yml');
    expect(await readdir(out)).toEqual(['thesis.txt']);
    const file = join(out, 'thesis.txt');
    const onFile = await place.run(['forge', 'render', '--url', 'https://git.example.com', '--out', file]);
    expect(onFile.stderr).toContain('cannot be read as a folder');
  });
});
