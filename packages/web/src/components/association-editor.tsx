/** Says for one place and each Jira site which projects see and act on it, tried out in numbers before it is saved. */

import type { JiraSiteSummary } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { jiraSitesQuery } from '../queries/jira-sites.ts';
import * as texts from '../texts.ts';
import { Answer } from './answer.tsx';
import { EmptyState } from './empty-state.tsx';
import { SiteAssociation } from './site-association.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';

export interface AssociationEditorProps {
  readonly integrationId: number;
  /** Of the integration, which the repository may follow. */
  readonly integrationName?: string;
  /** Left out: for the integration, and whatever follows it. */
  readonly repositoryId?: number;
  /** Left out: every site there is. */
  readonly siteIds?: readonly number[];
  readonly onSaved?: () => void;
}

const words = texts.associations;

export function AssociationEditor(props: AssociationEditorProps): ReactElement {
  const sites = useQuery(jiraSitesQuery);
  return (
    <Answer query={sites} skeleton={<SkeletonRows label={words.loading} />}>
      {({ jiraSites }) => <Sites {...props} sites={wantedOf(jiraSites, props.siteIds)} />}
    </Answer>
  );
}

function wantedOf(sites: readonly JiraSiteSummary[], ids: readonly number[] | undefined): readonly JiraSiteSummary[] {
  return ids === undefined ? sites : sites.filter(({ id }) => ids.includes(id));
}

function Sites(props: AssociationEditorProps & { readonly sites: readonly JiraSiteSummary[] }): ReactElement {
  const { sites, integrationId, integrationName, repositoryId, onSaved } = props;
  if (sites.length === 0) {
    const add = (
      <Link to="/jira-sites/new" className="bl-button button-primary">
        {words.noSite.action}
      </Link>
    );
    return (
      <EmptyState title={words.noSite.title} action={add}>
        {words.noSite.text}
      </EmptyState>
    );
  }
  return (
    <>
      {sites.map(({ id, name }) => (
        <SiteAssociation
          key={`${id} ${integrationId} ${repositoryId ?? ''}`}
          place={{ jiraSiteId: id, integrationId, repositoryId }}
          siteName={name}
          integrationName={integrationName}
          onSaved={onSaved}
        />
      ))}
    </>
  );
}
