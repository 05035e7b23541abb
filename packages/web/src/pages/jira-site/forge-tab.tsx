/** The Forge app of a Jira site: how it stands, what goes by it, and the way there from nothing. */

import type { ForgeApp } from '@branchline/contract';
import { Badge, RelativeTime } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { Fact, Facts } from '../../components/facts.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useNow } from '../../components/use-now.ts';
import { forgeQuery } from '../../queries/jira-site-parts.ts';
import * as texts from '../../texts.ts';
import { ForgeDialog, type ForgeDeed } from './forge-dialog.tsx';
import { ForgeSteps } from './forge-steps.tsx';

const words = texts.jiraCredentials.forge;

export function ForgeTab({ siteId }: { readonly siteId: number }): ReactElement {
  const state = useQuery(forgeQuery(siteId));
  return (
    <Answer query={state} skeleton={<SkeletonRows label={words.title} />}>
      {({ forge }) => (
        <>
          {forge === null ? <p>{words.none}</p> : <Standing siteId={siteId} forge={forge} />}
          {forge?.installation === null || forge === null ? (
            <ForgeSteps siteId={siteId} appId={forge?.appId} />
          ) : (
            <details className="bl-fold">
              <summary>{words.replace}</summary>
              <ForgeSteps siteId={siteId} appId={forge.appId} />
            </details>
          )}
        </>
      )}
    </Answer>
  );
}

interface StandingProps {
  readonly siteId: number;
  readonly forge: ForgeApp;
}

function Standing({ siteId, forge }: StandingProps): ReactElement {
  const [asked, setAsked] = useState<ForgeDeed>();
  const { installation, trouble, sink, sinkToEmpty, emptyingTrouble } = forge;
  const other = sink === 'oauth' ? 'forge' : 'oauth';
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.standing}</h2>
        {trouble !== null && <Badge tone="warning">{words.trouble}</Badge>}
        {trouble === null && installation !== null && <Badge tone="success">{words.working}</Badge>}
      </header>
      {trouble !== null && (
        <p>
          {trouble.because} {trouble.remedy}
        </p>
      )}
      {trouble === null && installation === null && <p>{words.waiting}</p>}
      <ForgeFacts forge={forge} />
      {sinkToEmpty !== null && <p>{words.emptying(words.sinks[sinkToEmpty])}</p>}
      {emptyingTrouble !== null && <p className="reason">{emptyingTrouble}</p>}
      <div className="actions">
        {installation !== null && (
          <button type="button" className="bl-button" onClick={() => setAsked(other)}>
            {words.switchTo[other]}
          </button>
        )}
        <button type="button" className="bl-button" onClick={() => setAsked('forget')}>
          {words.forget}
        </button>
      </div>
      {asked !== undefined && (
        <ForgeDialog siteId={siteId} deed={asked} sink={sink} onClose={() => setAsked(undefined)} />
      )}
    </section>
  );
}

function ForgeFacts({ forge: { appId, installation, sink } }: { readonly forge: ForgeApp }): ReactElement {
  const now = useNow();
  return (
    <Facts>
      <Fact name={words.appId}>
        <code>{appId}</code>
      </Fact>
      {installation !== null && (
        <>
          <Fact name={words.environment}>{installation.environment}</Fact>
          <Fact name={words.since}>
            <RelativeTime at={installation.since} now={now} />
          </Fact>
          <Fact name={words.seen}>
            <RelativeTime at={installation.lastSeenAt} now={now} /> <span className="hint">{words.seenHint}</span>
          </Fact>
          <Fact name={words.token}>
            {installation.tokenEndsAt === null ? (
              words.noToken
            ) : (
              <RelativeTime at={installation.tokenEndsAt} now={now} />
            )}
          </Fact>
        </>
      )}
      <Fact name={words.sink}>{words.sinks[sink]}</Fact>
    </Facts>
  );
}
