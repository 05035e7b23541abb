/** What settings come to while they are typed, with a real commit and the real tags. */

import type { RepositorySettings, RepositorySettingsPreview } from '@branchline/contract';
import { WebLink, visibleText } from '@branchline/issue-panel';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { Fact, Facts } from '../../components/facts.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useSettled } from '../../components/use-settled.ts';
import { settingsPreviewQuery } from '../../queries/repositories.ts';
import * as texts from '../../texts.ts';

export interface SettingsPreviewProps {
  readonly repositoryId: number;
  /** Undefined while something in them cannot be read. */
  readonly settings: RepositorySettings | undefined;
}

const words = texts.repository.settings;

export function SettingsPreview({ repositoryId, settings }: SettingsPreviewProps): ReactElement {
  return (
    <section className="card" aria-label={words.links.preview}>
      <header className="card-header">
        <h2>{words.links.preview}</h2>
      </header>
      {settings === undefined ? (
        <p className="quiet">{words.links.invalid}</p>
      ) : (
        <Shown repositoryId={repositoryId} settings={settings} />
      )}
    </section>
  );
}

function Shown({ repositoryId, settings }: SettingsPreviewProps & { settings: RepositorySettings }): ReactElement {
  // The name is no part of it: nothing is asked while one types it.
  const settled = useSettled(JSON.stringify({ ...settings, displayName: null }));
  const wanted = JSON.parse(settled) as RepositorySettings;
  const preview = useQuery({ ...settingsPreviewQuery(repositoryId, wanted), placeholderData: keepPreviousData });
  return (
    <Answer query={preview} skeleton={<SkeletonRows label={words.loading} />}>
      {(data) => <Preview preview={data} />}
    </Answer>
  );
}

function Preview({ preview }: { readonly preview: RepositorySettingsPreview }): ReactElement {
  const { links, tags } = preview;
  return (
    <>
      <p aria-live="polite">{words.tags.counts(tags.counted, tags.leftOut)}</p>
      {tags.countedExamples.length > 0 && (
        <p className="quiet break">{words.tags.examples(tags.countedExamples.join(', '))}</p>
      )}
      <Facts>
        {links.map(({ kind, about, url }) => (
          <Fact key={kind} name={words.links.kinds[kind]}>
            <span className="quiet break" dir="auto">
              {visibleText(about)}
            </span>{' '}
            {url === null ? <span className="quiet">{words.links.noPage}</span> : <WebLink url={url}>{url}</WebLink>}
          </Fact>
        ))}
      </Facts>
    </>
  );
}
