// @vitest-environment jsdom
import type { ListedRepository } from '@branchline/contract';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RepositoryChooser } from './repository-chooser.tsx';

const everything = {
  current: 'all',
  futureInOwners: 'all',
  futureOwners: true,
  include: [],
  exclude: [],
  takesArchived: true,
  apiPath: null,
  filter: null,
};
const finished = {
  seen: 3,
  isFinished: true,
  startedAt: '2026-03-01T12:00:00.000Z',
  finishedAt: '2026-03-01T12:01:00.000Z',
};

function entry(remoteId: string, name: string, changes: Partial<ListedRepository> = {}): ListedRepository {
  const plain = { webUrl: null, isArchived: false, isEmpty: false, isGone: false, activeAt: null };
  return { remoteId, name, owner: name.split('/')[0]!, ...plain, isTaken: true, because: 'chosen', ...changes };
}

let requests: string[];
let answers: Map<string, unknown>;
let saved: number | undefined;

beforeEach(() => {
  requests = [];
  saved = undefined;
  const walk = finished;
  const state = { choice: everything, walk, version: 'one' };
  const repositories = [entry('1', 'acme/app'), entry('2', 'acme/docs', { isArchived: true }), entry('3', 'zeta/tool')];
  answers = new Map<string, unknown>([
    ['GET /api/v1/integrations/7/repository-choice', state],
    ['PUT /api/v1/integrations/7/repository-choice', { ...state, version: 'two' }],
    ['GET /api/v1/integrations/7/listed-repositories?limit=2000', { repositories, next: null }],
  ]);
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const request = `${init.method ?? 'GET'} ${url}`;
    requests.push(typeof init.body === 'string' ? `${request} ${init.body}` : request);
    const answer = answers.get(request);
    const refused = { type: 'rejected', title: 'Refused', status: 422, detail: 'The filter ends too early.' };
    return Promise.resolve(answer === undefined ? Response.json(refused, { status: 422 }) : Response.json(answer));
  });
  // A tree of 20 lines on a screen that is not there.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(640);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(640);
  HTMLElement.prototype.scrollTo = () => undefined;
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function open(): Promise<HTMLElement> {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RepositoryChooser integrationId={7} onSaved={(count) => (saved = count)} />
    </QueryClientProvider>,
  );
  await screen.findAllByRole('treeitem');
  return screen.getByRole('tree');
}

function line(name: RegExp): HTMLElement {
  return screen.getByRole('treeitem', { name });
}

async function savedChoice(): Promise<Record<string, unknown>> {
  fireEvent.click(screen.getByRole('button', { name: 'Save this choice' }));
  await waitFor(() => expect(requests.some((request) => request.startsWith('PUT'))).toBe(true));
  const put = requests.find((request) => request.startsWith('PUT'))!;
  return JSON.parse(put.slice(put.indexOf('{'))) as Record<string, unknown>;
}

const key = (name: string, more: object = {}) => fireEvent.keyDown(screen.getByRole('tree'), { key: name, ...more });

describe('the tree', () => {
  it('says of each line what it is, where it stands, and how it is ticked', async () => {
    await open();
    const owner = line(/^acme/);
    expect(owner.getAttribute('aria-level')).toBe('1');
    expect(owner.getAttribute('aria-setsize')).toBe('2');
    expect(owner.getAttribute('aria-expanded')).toBe('true');
    expect(owner.getAttribute('aria-checked')).toBe('true');
    const docs = line(/^docs, archived/);
    expect([docs.getAttribute('aria-level'), docs.getAttribute('aria-posinset')]).toEqual(['2', '2']);
    fireEvent.click(docs);
    expect(docs.getAttribute('aria-checked')).toBe('false');
    expect(owner.getAttribute('aria-checked')).toBe('mixed');
    expect(screen.getByText('2 repositories chosen')).toBeTruthy();
    expect(await savedChoice()).toMatchObject({ current: ['1', '3'], futureInOwners: 'all' });
    await waitFor(() => expect(saved).toBe(2));
  });

  it('is used by keyboard alone', async () => {
    const tree = await open();
    const active = () => document.getElementById(tree.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '';
    expect(active()).toContain('acme');
    key('ArrowDown');
    expect(active()).toContain('app');
    key(' ');
    expect(line(/^app/).getAttribute('aria-checked')).toBe('false');
    key('End');
    expect(active()).toContain('tool');
    key('ArrowLeft');
    expect(active()).toContain('zeta');
    key('ArrowLeft');
    expect(screen.queryByRole('treeitem', { name: /^tool/ })).toBeNull();
    key('ArrowRight');
    key('ArrowRight');
    expect(active()).toContain('tool');
    key('d');
    expect(active()).toContain('docs');
    key('Home');
    key(' ', { shiftKey: true });
    expect(await savedChoice()).toMatchObject({ current: ['2', '3'], futureInOwners: ['zeta'] });
  });

  it('ticks an owner with all that are shown, and no others', async () => {
    await open();
    fireEvent.change(screen.getByRole('combobox', { name: 'Show' }), { target: { value: 'archived' } });
    fireEvent.click(line(/^acme/));
    fireEvent.change(screen.getByRole('combobox', { name: 'Show' }), { target: { value: '' } });
    expect(line(/^app/).getAttribute('aria-checked')).toBe('true');
    expect(line(/^docs/).getAttribute('aria-checked')).toBe('false');
  });

  it('is narrowed by a search, and says so when nothing is left', async () => {
    await open();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'zeta' } });
    await waitFor(() => expect(screen.queryByRole('treeitem', { name: /^acme/ })).toBeNull());
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nothing like it' } });
    expect(await screen.findByText('No repository matches. Change the search or the filter.')).toBeTruthy();
  });

  it('draws few of ten thousand', async () => {
    const repositories = Array.from({ length: 2000 }, (_, place) => entry(String(place), `o${place % 300}/r${place}`));
    answers.set('GET /api/v1/integrations/7/listed-repositories?limit=2000', { repositories, next: null });
    await open();
    fireEvent.click(screen.getByRole('button', { name: 'Open all' }));
    const drawn = screen.getAllByRole('treeitem').length;
    expect(drawn).toBeGreaterThan(10);
    expect(drawn).toBeLessThan(60);
  });
});

describe('rules', () => {
  it('leave out, count what patterns match, and cannot be overcome by a tick', async () => {
    await open();
    fireEvent.change(screen.getByRole('textbox', { name: /Never names like/ }), { target: { value: '*docs\nz*/**' } });
    expect(await screen.findByText('*docs: 1')).toBeTruthy();
    expect(screen.getByText('z*/**: 1')).toBeTruthy();
    const docs = line(/^docs, excluded by a pattern/);
    expect(docs.getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(docs);
    expect(screen.getByText('1 repository chosen')).toBeTruthy();
    expect(await savedChoice()).toMatchObject({ current: 'all', exclude: ['*docs', 'z*/**'] });
  });

  it('decide about what comes later', async () => {
    await open();
    fireEvent.click(screen.getByRole('checkbox', { name: 'Repositories of owners that appear later' }));
    fireEvent.click(screen.getByRole('radio', { name: 'Of none' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'All there are now' }));
    expect(await savedChoice()).toMatchObject({ current: [], futureInOwners: [], futureOwners: false });
  });
});

describe('another list', () => {
  it('is tried, and what is wrong with it is said in words', async () => {
    await open();
    const filter = screen.getByRole('textbox', { name: /Filter/ });
    fireEvent.change(filter, { target: { value: '[?' } });
    fireEvent.click(screen.getByRole('button', { name: 'Try it' }));
    expect((await screen.findByRole('alert')).textContent).toContain('The filter ends too early.');
    answers.set('POST /api/v1/integrations/7/repository-list/try', {
      listed: 100,
      kept: 2,
      names: ['acme/app', 'acme/docs'],
      goesOn: true,
    });
    fireEvent.click(screen.getByRole('button', { name: 'Try it' }));
    expect(await screen.findByText('Keeps 2 of the first 100 repositories; more pages follow.')).toBeTruthy();
    expect(requests.filter((request) => request.startsWith('PUT'))).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Use this list' }));
    await waitFor(() =>
      expect(requests.some((request) => request.startsWith('PUT') && request.includes('[?'))).toBe(true),
    );
  });
});

describe('a list that is still being read', () => {
  it('is chosen from already, and single ticks wait for its end', async () => {
    const state = { choice: everything, walk: { ...finished, isFinished: false, finishedAt: null }, version: 'one' };
    answers.set('GET /api/v1/integrations/7/repository-choice', state);
    await open();
    expect(screen.getByText('Reading the service’s list: 3 repositories so far. You can choose already.')).toBeTruthy();
    fireEvent.click(line(/^app/));
    const save = screen.getByRole('button', { name: 'Save this choice' });
    expect((save as HTMLButtonElement).disabled).toBe(true);
    expect(within(document.body).getByText(/The list is still being read/)).toBeTruthy();
  });

  it('says when nobody has begun, and when there is nothing', async () => {
    answers.set('GET /api/v1/integrations/7/listed-repositories?limit=2000', { repositories: [], next: null });
    render(
      <QueryClientProvider client={new QueryClient()}>
        <RepositoryChooser integrationId={7} />
      </QueryClientProvider>,
    );
    expect(await screen.findByText('This account sees no repositories')).toBeTruthy();
  });
});
