/** Starts the page in the frame that Jira gives it. */

import '@branchline/contract/no-eval';
import 'virtual:design-tokens.css';
import '@branchline/issue-panel/styles.css';
import './page.css';
import { createClient } from '@branchline/contract';
import { invokeRemote, router, view } from '@forge/bridge';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { askThroughJira } from './ask-through-jira.ts';
import { ForgePage } from './forge-page.tsx';
import { openLinksBy } from './open-in-new-tab.ts';
import { placeFrom, unknownPlace } from './place.ts';

const server = document.querySelector('meta[name="branchline-server"]')?.getAttribute('content') ?? '';
const client = createClient({ baseUrl: '/forge', fetch: askThroughJira(invokeRemote, server) });

function open(url: string): Promise<void> {
  return router.open(url);
}

async function start(): Promise<void> {
  openLinksBy(open);
  const [context] = await Promise.all([
    view.getContext().then(placeFrom, unknownPlace),
    // Jira's colours; without them the page is as the system is, which is no reason to show nothing.
    view.theme.enable().catch(() => undefined),
  ]);
  const root = document.getElementById('page');
  if (root === null) throw new Error('index.html has no element with the id "page".');
  createRoot(root).render(
    <StrictMode>
      <ForgePage place={context} client={client} server={server} open={open} />
    </StrictMode>,
  );
}

await start();
