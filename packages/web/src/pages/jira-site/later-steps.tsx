/** What can be added once a Jira site is connected: an account, the Forge app, and who sees what. */

import type { JiraSiteDetails } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { AssociationEditor } from '../../components/association-editor.tsx';
import { isSelfManaged } from '../../components/jira-standing.ts';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { jiraSiteQuery } from '../../queries/jira-sites.ts';
import { integrationNamesQuery } from '../../queries/jira-site-parts.ts';
import * as texts from '../../texts.ts';
import { AccountForm } from './account-form.tsx';
import { ForgeTab } from './forge-tab.tsx';
import { NewSiteFrame } from './new-site-frame.tsx';
import { stepAfter, stepsOf, type NewSiteStep } from './new-site-steps.ts';

export interface LaterStepsProps {
  readonly siteId: number;
  /** What the address says; anything else than a step is the last one. */
  readonly word: string | undefined;
  readonly onStep: (step: NewSiteStep) => void;
  readonly onDone: () => void;
}

const words = texts.jiraCredentials.new;

type LaterStep = 'account' | 'forge' | 'projects';
const laterSteps: readonly LaterStep[] = ['account', 'forge', 'projects'];

export function LaterSteps({ siteId, word, onStep, onDone }: LaterStepsProps): ReactElement {
  const site = useQuery(jiraSiteQuery(siteId));
  return (
    <Answer query={site} skeleton={<SkeletonRows label={texts.jiraSites.loading} />}>
      {(details) => <Step site={details} word={word} onStep={onStep} onDone={onDone} />}
    </Answer>
  );
}

type StepProps = Omit<LaterStepsProps, 'siteId'> & { readonly site: JiraSiteDetails };

function Step({ site, word, onStep, onDone }: StepProps): ReactElement {
  const kind = isSelfManaged(site) ? 'data-center' : 'cloud';
  const steps = stepsOf(kind);
  const step = laterSteps.find((each) => each === word && steps.includes(each)) ?? 'projects';
  const next = (): void => onStep(stepAfter(kind, step));
  const skip = (
    <button type="button" className="bl-button" onClick={next}>
      {words.skip}
    </button>
  );
  return (
    <NewSiteFrame steps={steps} step={step} title={words[step].title} help={words.helps[step]}>
      {step === 'account' && <AccountForm site={site} onSaved={next} besideAction={skip} />}
      {step === 'forge' && (
        <>
          <ForgeTab siteId={site.id} />
          <div className="actions">
            <button type="button" className="bl-button button-primary" onClick={next}>
              {words.next}
            </button>
          </div>
        </>
      )}
      {step === 'projects' && (
        <>
          <Integrations siteId={site.id} />
          <div className="actions">
            <button type="button" className="bl-button button-primary" onClick={onDone}>
              {words.finish}
            </button>
          </div>
        </>
      )}
    </NewSiteFrame>
  );
}

/** More than these are associated on the site's page, one by one. */
const editorsShown = 5;

function Integrations({ siteId }: { readonly siteId: number }): ReactElement {
  const integrations = useQuery(integrationNamesQuery);
  return (
    <Answer query={integrations} skeleton={<SkeletonRows label={texts.associations.loading} />}>
      {({ integrations: all }) =>
        all.length === 0 ? (
          <p>
            {words.projects.none} <Link to="/repositories/connect">{words.projects.connect}</Link>
          </p>
        ) : (
          <>
            {all.slice(0, editorsShown).map(({ id, name }) => (
              <section key={id} aria-label={name}>
                <h3 className="break">{name}</h3>
                <AssociationEditor integrationId={id} siteIds={[siteId]} />
              </section>
            ))}
            {all.length > editorsShown && (
              <p>
                <Link to="/jira-sites/$id" params={{ id: String(siteId) }} search={{ tab: 'associations' }}>
                  {texts.jiraSites.places.back}
                </Link>
              </p>
            )}
          </>
        )
      }
    </Answer>
  );
}
