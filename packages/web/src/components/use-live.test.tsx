// @vitest-environment jsdom

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pace } from '../queries/pace.ts';
import { useLive } from './use-live.ts';

/** As the browser's own, driven by hand. */
class HandDrivenEvents extends EventTarget {
  static readonly CLOSED = 2;
  static readonly opened: HandDrivenEvents[] = [];
  readonly url: string;
  readyState = 0;

  constructor(url: string) {
    super();
    this.url = url;
    HandDrivenEvents.opened.push(this);
  }

  open(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }

  say(data: string): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }

  close(): void {
    this.readyState = HandDrivenEvents.CLOSED;
  }
}

const asked = { overview: 0, jobs: 0 };
/** Milliseconds until an answer comes. */
const takes = { jobs: 0 };

async function askJobs(): Promise<number> {
  asked.jobs += 1;
  await new Promise((done) => setTimeout(done, takes.jobs));
  return asked.jobs;
}

function Page() {
  useLive();
  useQuery({ queryKey: ['overview'], queryFn: () => (asked.overview += 1) });
  useQuery({ queryKey: ['jobs', 'waiting'], queryFn: askJobs });
  return <p>page</p>;
}

function latest(): HandDrivenEvents {
  const source = HandDrivenEvents.opened.at(-1);
  if (source === undefined) throw new Error('nobody listens');
  return source;
}

async function settle(milliseconds = 0): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

function setVisibility(state: 'visible' | 'hidden'): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('useLive', () => {
  beforeEach(async () => {
    vi.useFakeTimers();
    vi.stubGlobal('EventSource', HandDrivenEvents);
    HandDrivenEvents.opened.length = 0;
    Object.assign(asked, { overview: 0, jobs: 0 });
    takes.jobs = 0;
    render(
      <QueryClientProvider client={new QueryClient()}>
        <Page />
      </QueryClientProvider>,
    );
    await settle();
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('asks again for everything when it begins to listen, and looks seldom by itself from then on', async () => {
    expect(asked).toEqual({ overview: 1, jobs: 1 });
    expect(pace).toMatchObject({ moving: 1000, still: 15_000 });
    expect(latest().url).toBe('/api/v1/events');
    latest().open();
    await settle();
    expect(asked).toEqual({ overview: 2, jobs: 2 });
    expect(pace).toMatchObject({ moving: 10_000, still: 120_000 });
  });

  it('asks again for what is named, at most once a second', async () => {
    latest().say('{"topics":["jobs"]}');
    await settle();
    expect(asked).toEqual({ overview: 1, jobs: 2 });
    latest().say('{"topics":["jobs"]}');
    latest().say('{"topics":["jobs","people"]}');
    await settle(999);
    expect(asked).toEqual({ overview: 1, jobs: 2 });
    await settle(1);
    expect(asked).toEqual({ overview: 1, jobs: 3 });
  });

  it('asks once more for what was under way when the news came', async () => {
    takes.jobs = 1500;
    latest().say('{"topics":["jobs"]}');
    await settle(200);
    latest().say('{"topics":["jobs"]}');
    expect(asked).toEqual({ overview: 1, jobs: 2 });
    await settle(2000);
    expect(asked).toEqual({ overview: 1, jobs: 3 });
    await settle(10_000);
    expect(asked).toEqual({ overview: 1, jobs: 3 });
  });

  it('asks for everything when it does not understand what is said', async () => {
    latest().say('{"topics":["of-tomorrow"]}');
    await settle();
    expect(asked).toEqual({ overview: 2, jobs: 2 });
    latest().say('no json');
    await settle(1000);
    expect(asked).toEqual({ overview: 3, jobs: 3 });
  });

  it('looks often by itself again when the stream breaks, and comes again when it was refused', async () => {
    latest().open();
    latest().fail(0);
    expect(pace.moving).toBe(1000);
    await settle(60_000);
    expect(HandDrivenEvents.opened).toHaveLength(1);
    latest().fail(HandDrivenEvents.CLOSED);
    await settle(30_000);
    expect(HandDrivenEvents.opened).toHaveLength(2);
  });

  it('leaves its connection to others while nobody sees the page', async () => {
    latest().open();
    setVisibility('hidden');
    expect(latest().readyState).toBe(HandDrivenEvents.CLOSED);
    expect(pace.moving).toBe(1000);
    setVisibility('visible');
    expect(HandDrivenEvents.opened).toHaveLength(2);
    cleanup();
    expect(latest().readyState).toBe(HandDrivenEvents.CLOSED);
    expect(screen.queryByText('page')).toBeNull();
  });
});
