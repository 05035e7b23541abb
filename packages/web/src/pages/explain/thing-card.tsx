/** One commit, branch or pull request: where its keys were found, what was refused, and what each Jira site has of it. */

import { refusalWords, type ThingExplained } from '@branchline/contract';
import { Badge, visibleText } from '@branchline/issue-panel';
import type { BadgeProps } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import * as texts from '../../texts.ts';

const words = texts.explain;

type Site = ThingExplained['sites'][number];

interface ThingProps {
  readonly thing: ThingExplained;
}

export function ThingCard({ thing }: ThingProps): ReactElement {
  const { kind, name, title, repositoryId, repositoryName, state, keys, sites } = thing;
  const isStale = keys.some(({ verdict }) => verdict === 'not-indexed' || verdict === 'no-longer');
  return (
    <section className="card">
      <header className="card-header">
        <h2 className="break">
          {words.kinds[kind]} <code>{name}</code>
        </h2>
        <Link to="/repositories/$id" params={{ id: String(repositoryId) }}>
          {repositoryName}
        </Link>
      </header>
      {title !== '' && kind !== 'branch' && (
        <p className="break" dir="auto">
          {visibleText(title)}
        </p>
      )}
      {state !== 'there' && <p className="reason">{words.states[state]}</p>}
      <h3>{words.keys}</h3>
      <Keys thing={thing} />
      {isStale && (
        <ActionButton
          label={words.reindex}
          icon="refresh"
          run={() => api.reindexRepository({ params: { id: repositoryId } })}
        />
      )}
      <h3>{words.jira}</h3>
      {sites.length === 0 ? (
        <p className="quiet">{words.noSite}</p>
      ) : (
        <ul className="lines">
          {sites.map((site) => (
            <SiteLine key={site.id} site={site} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Keys({ thing: { keys, refused, said } }: ThingProps): ReactElement {
  if (keys.length + refused.length + said.length === 0) return <p className="quiet">{words.noKeys}</p>;
  return (
    <ul className="lines">
      {keys.map(({ key, foundIn, verdict }) => (
        <li key={`${key} ${foundIn}`} className="line">
          <div className="line-text">
            <Link to="/issues/$key" params={{ key }} className="name">
              {key}
            </Link>
            <span className="quiet">{words.foundIn[foundIn]}</span>
            <span>{words.verdicts[verdict]}</span>
          </div>
        </li>
      ))}
      {refused.map(({ text, why, foundIn }) => (
        <li key={`${text} ${foundIn}`} className="line">
          <div className="line-text">
            <code className="break">{text}</code>
            <span className="quiet">{words.foundIn[foundIn]}</span>
            <span>
              {words.noKey} {refusalWords[why]}
            </span>
          </div>
        </li>
      ))}
      {said.map(({ key, state, by }) => (
        <li key={`${key} ${state}`} className="line">
          <div className="line-text">
            <span className="name">{key}</span>
            <span>
              {words.saidStates[state]} {by}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

const tones: Readonly<Record<Site['state'], BadgeProps['tone']>> = {
  waiting: 'information',
  'reading-files': 'information',
  'nothing-to-send': 'neutral',
  sending: 'information',
  accepted: 'success',
  unplaced: 'warning',
  refused: 'danger',
  withdrawn: 'neutral',
};

function SiteLine({ site }: { readonly site: Site }): ReactElement {
  const { id, name, sent, withheld, unknown, state, message, pausedBecause } = site;
  return (
    <li className="line">
      <div className="line-text">
        <Link to="/jira-sites/$id" params={{ id: String(id) }} className="name">
          {name}
        </Link>
        <Badge tone={tones[state]}>{words.outcomes[state]}</Badge>
        {sent.length > 0 && <span>{words.sentKeys(sent.join(', '))}</span>}
        {message !== null && <p className="reason">{message}</p>}
        {withheld.map(({ key, because }) => (
          <p key={key} className="reason">
            {key} {words.withheld[because]}
          </p>
        ))}
        {unknown.length > 0 && <p className="reason">{words.unknown(unknown.join(', '))}</p>}
        {pausedBecause !== null && (
          <p className="reason">
            {words.paused} {pausedBecause}
          </p>
        )}
      </div>
    </li>
  );
}
