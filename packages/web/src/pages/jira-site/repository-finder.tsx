/** Finds one repository among thousands by a part of its name. */

import type { RepositorySummary } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { FindField } from '../../components/find-field.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useSettled } from '../../components/use-settled.ts';
import { foundRepositoriesQuery } from '../../queries/jira-site-parts.ts';
import * as texts from '../../texts.ts';

export interface RepositoryFinderProps {
  readonly onChoose: (repository: RepositorySummary) => void;
}

const words = texts.jiraSites.places;

export function RepositoryFinder({ onChoose }: RepositoryFinderProps): ReactElement {
  const [typed, setTyped] = useState('');
  const search = useSettled(typed.trim());
  const found = useQuery({ ...foundRepositoriesQuery(search), enabled: search !== '' });
  return (
    <div className="form">
      <FindField label={words.find} placeholder={words.placeholder} value={typed} onChange={setTyped} />
      {search !== '' && (
        <Answer query={found} skeleton={<SkeletonRows label={words.finding} />}>
          {({ repositories }) =>
            repositories.length === 0 ? (
              <p className="quiet">{words.notFound}</p>
            ) : (
              <ul className="lines found-list" aria-label={words.found}>
                {repositories.map((repository) => (
                  <li key={repository.id}>
                    <button type="button" className="text-button break" onClick={() => onChoose(repository)}>
                      {repository.name}
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
      )}
    </div>
  );
}
