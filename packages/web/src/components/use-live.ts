/** Listens to what the server says has changed, and asks again for what is shown of it. */

import { ChangeMessage, eventsPath } from '@branchline/contract';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { setLive } from '../queries/pace.ts';

/** News closer together than this is asked about once, in milliseconds: a repository may be indexed for hours. */
const gatherMilliseconds = 1000;
/** After the server refused or was gone, in milliseconds. After a stream that just ended, browsers come by themselves. */
const againMilliseconds = 30_000;

/** While the frame is shown. Where there are no events, pages look again from time to time as ever. */
export function useLive(): void {
  const queries = useQueryClient();
  useEffect(() => listenWhileVisible(queries), [queries]);
}

/** A browser opens few connections to one server: pages that nobody sees leave theirs to others. */
function listenWhileVisible(queries: QueryClient): () => void {
  if (typeof EventSource === 'undefined') return () => undefined;
  const news = gatherNews(queries);
  let stop: (() => void) | undefined;
  function look(): void {
    if (document.visibilityState === 'visible') stop ??= listen(news);
    else {
      stop?.();
      stop = undefined;
    }
  }
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    stop?.();
    news.forget();
  };
}

function listen(news: News): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function open(): void {
    source = new EventSource(eventsPath);
    source.addEventListener('open', () => {
      setLive(true);
      // Whatever changed while nobody listened.
      news.add('everything');
    });
    source.addEventListener('message', ({ data }: MessageEvent<string>) => news.add(topicsFrom(data)));
    source.addEventListener('error', () => {
      setLive(false);
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, againMilliseconds);
    });
  }
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
    setLive(false);
  };
}

/** A newer server may speak of topics that this page does not know: then everything is asked again. */
function topicsFrom(text: string): readonly string[] | 'everything' {
  const message = ChangeMessage.safeParse(parsed(text));
  return message.success ? message.data.topics : 'everything';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface News {
  add(topics: readonly string[] | 'everything'): void;
  forget(): void;
}

/** At once when nothing was asked for a while, otherwise together with what else comes. */
function gatherNews(queries: QueryClient): News {
  const waiting = new Set<string>();
  let everything = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function ask(): void {
    const topics = new Set(waiting);
    const isEverything = everything;
    waiting.clear();
    everything = false;
    timer = undefined;
    if (!isEverything && topics.size === 0) return;
    timer = setTimeout(ask, gatherMilliseconds);
    // What is under way may be answered with how it was before the news: it is asked once more afterwards.
    const underWay = queries.getQueryCache().findAll({ fetchStatus: 'fetching' });
    for (const { queryKey } of underWay) if (topics.has(String(queryKey[0]))) waiting.add(String(queryKey[0]));
    void queries.invalidateQueries(
      { predicate: ({ queryKey }) => isEverything || topics.has(String(queryKey[0])) },
      // An answer that takes longer than news comes would otherwise never arrive.
      { cancelRefetch: false },
    );
  }
  return {
    add(topics) {
      if (topics === 'everything') everything = true;
      else for (const topic of topics) waiting.add(topic);
      if (timer === undefined) ask();
    },
    forget: () => clearTimeout(timer),
  };
}
