/** What is indexed under a name, with everything that was decided about it; or why nothing is. */

import type { ThingExplained, ThingsExplained } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { explainThingQuery } from '../../queries/explain.ts';
import * as texts from '../../texts.ts';
import { ThingCard } from './thing-card.tsx';

const words = texts.explain;

export function ExplainedThings({ thing }: { readonly thing: string }): ReactElement {
  const answer = useQuery(explainThingQuery(thing));
  return (
    <div aria-live="polite">
      <Answer query={answer} skeleton={<SkeletonRows label={words.loading} />}>
        {({ things, coverage }) =>
          things.length === 0 ? (
            <Nothing coverage={coverage} />
          ) : (
            <>
              <p className="lead">{words.things(things.length)}</p>
              {things.map((each) => (
                <ThingCard key={keyOf(each)} thing={each} />
              ))}
            </>
          )
        }
      </Answer>
    </div>
  );
}

function keyOf({ repositoryId, kind, name }: ThingExplained): string {
  return `${repositoryId} ${kind} ${name}`;
}

function Nothing({ coverage }: Pick<ThingsExplained, 'coverage'>): ReactElement {
  const { repositories, notYetIndexed, failed } = coverage;
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.nothing}</h2>
      </header>
      <p>{words.nothingText(repositories)}</p>
      {notYetIndexed > 0 && <p>{words.notYet(notYetIndexed)}</p>}
      {failed > 0 && (
        <p>
          {words.cannot(failed)}{' '}
          <Link to="/repositories" search={{ state: 'failed' }}>
            {words.seeThem}
          </Link>
        </p>
      )}
    </section>
  );
}
