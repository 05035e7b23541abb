/** Connects a Jira site step by step: its address, credentials tried before they are kept, and what can be added to them. */

import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { PageHeader } from '../components/page-header.tsx';
import { useFilters } from '../components/use-filters.ts';
import * as texts from '../texts.ts';
import { CredentialsStep } from './jira-site/credentials-step.tsx';
import { LaterSteps } from './jira-site/later-steps.tsx';
import { NewSiteFrame } from './jira-site/new-site-frame.tsx';
import { stepAfter, stepsOf, type ChosenJira, type NewSiteStep } from './jira-site/new-site-steps.ts';
import { SiteStep } from './jira-site/site-step.tsx';

const words = texts.jiraCredentials.new;

/** Before the site is there, the steps are one page; from then on they are in the address, so that a reload goes on. */
export function NewJiraSitePage(): ReactElement {
  const [{ site, step: word }, show] = useFilters(['site', 'step']);
  const siteId = Number(site ?? '');
  return (
    <>
      <PageHeader crumbs={<Link to="/jira-sites">{texts.jiraSites.title}</Link>} title={words.title} />
      {site === undefined || !Number.isInteger(siteId) ? (
        <FirstSteps onConnected={(id, kind) => show({ site: String(id), step: stepAfter(kind, 'credentials') })} />
      ) : (
        <Later siteId={siteId} word={word} onStep={(step) => show({ step })} />
      )}
    </>
  );
}

interface FirstStepsProps {
  readonly onConnected: (id: number, kind: ChosenJira['kind']) => void;
}

const nothingChosen: ChosenJira = { kind: 'cloud', siteUrl: '', name: '', apiUrl: '' };

function FirstSteps({ onConnected }: FirstStepsProps): ReactElement {
  const [chosen, setChosen] = useState(nothingChosen);
  const [step, setStep] = useState<'site' | 'credentials'>('site');
  const help = step === 'site' ? 'site' : chosen.kind === 'cloud' ? 'cloud' : 'dataCenter';
  const title = step === 'site' ? words.site.title : words.credentials[help === 'cloud' ? 'cloud' : 'dataCenter'];
  return (
    <NewSiteFrame steps={stepsOf(chosen.kind)} step={step} title={title} help={words.helps[help]}>
      {step === 'site' ? (
        <SiteStep chosen={chosen} onChange={setChosen} onNext={() => setStep('credentials')} />
      ) : (
        <CredentialsStep
          chosen={chosen}
          onBack={() => setStep('site')}
          onConnected={(id) => onConnected(id, chosen.kind)}
        />
      )}
    </NewSiteFrame>
  );
}

interface LaterProps {
  readonly siteId: number;
  readonly word: string | undefined;
  readonly onStep: (step: NewSiteStep) => void;
}

function Later({ siteId, word, onStep }: LaterProps): ReactElement {
  const navigate = useNavigate();
  return (
    <LaterSteps
      siteId={siteId}
      word={word}
      onStep={onStep}
      onDone={() => void navigate({ to: '/jira-sites/$id', params: { id: String(siteId) } })}
    />
  );
}
