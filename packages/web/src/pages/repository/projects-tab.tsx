/** Which projects see a repository, and taking back what Jira was sent of it. */

import type { JiraSiteSummary, RepositoryDetails } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { AssociationEditor } from '../../components/association-editor.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { clearingPreviewQuery } from '../../queries/jira-site-parts.ts';
import { jiraSitesQuery } from '../../queries/jira-sites.ts';
import * as texts from '../../texts.ts';
import { ClearDialog } from '../jira-site/clear-dialog.tsx';

const words = texts.repository.projects;

export interface ProjectsTabProps {
  readonly repository: RepositoryDetails;
}

export function ProjectsTab({ repository }: ProjectsTabProps): ReactElement {
  const { id, integrationId, integrationName } = repository;
  const sites = useQuery(jiraSitesQuery);
  return (
    <>
      <AssociationEditor integrationId={integrationId} integrationName={integrationName} repositoryId={id} />
      <Answer query={sites} skeleton={<SkeletonRows label={texts.shared.loading(texts.repositories.title)} />}>
        {({ jiraSites }) =>
          jiraSites.length === 0 ? null : (
            <section className="card">
              <header className="card-header">
                <h2>{words.clearTitle}</h2>
              </header>
              <p className="quiet">{words.clearText}</p>
              <div className="actions">
                {jiraSites.map((site) => (
                  <ClearButton key={site.id} site={site} repository={repository} />
                ))}
              </div>
            </section>
          )
        }
      </Answer>
    </>
  );
}

interface ClearButtonProps extends ProjectsTabProps {
  readonly site: JiraSiteSummary;
}

function ClearButton({ site, repository }: ClearButtonProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const place = { integrationId: repository.integrationId, repositoryId: repository.id };
  const preview = useQuery({ ...clearingPreviewQuery(site.id, place), enabled: isOpen });
  return (
    <>
      <button type="button" className="bl-button" onClick={() => setOpen(true)}>
        {words.clear(site.name)}
      </button>
      {isOpen && preview.data !== undefined && (
        <ClearDialog
          siteId={site.id}
          place={place}
          name={repository.name}
          consequences={words.consequences(preview.data.entries, site.name)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
