/** The frame of the wizard: steps on the left, the task, help for the service's administrator on the right. */

import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { PageHeader } from '../components/page-header.tsx';
import * as texts from '../texts.ts';
import { wizardSteps, type Wizard, type WizardStep } from './use-wizard.ts';

export interface WizardFrameProps {
  readonly wizard: Wizard;
  /** Steps that somebody may go to from here. */
  readonly reachable: ReadonlySet<WizardStep>;
  readonly title: string;
  readonly help: ReactNode;
  readonly children: ReactNode;
}

const words = texts.wizard;

export function WizardFrame({ wizard, reachable, title, help, children }: WizardFrameProps): ReactElement {
  const place = wizardSteps.indexOf(wizard.step);
  return (
    <>
      <PageHeader title={words.title} crumbs={<Link to="/integrations">{words.crumb}</Link>} />
      <div className="wizard">
        <nav aria-label={words.stepsLabel}>
          <ol className="wizard-steps">
            {wizardSteps.map((step, index) => (
              <Step key={step} wizard={wizard} step={step} index={index} isReachable={reachable.has(step)} />
            ))}
          </ol>
        </nav>
        <section className="wizard-task" aria-labelledby="wizard-title">
          <h2 id="wizard-title">
            <span className="visually-hidden">{`${words.step(place + 1, wizardSteps.length, words.steps[wizard.step])}. `}</span>
            {title}
          </h2>
          {children}
        </section>
        <aside className="wizard-help" aria-label={words.help.title}>
          {help}
        </aside>
      </div>
    </>
  );
}

interface StepProps {
  readonly wizard: Wizard;
  readonly step: WizardStep;
  readonly index: number;
  readonly isReachable: boolean;
}

function Step({ wizard, step, index, isReachable }: StepProps): ReactElement {
  const { draft, pending } = wizard;
  const isHere = wizard.step === step;
  const name = (
    <>
      <span className="wizard-number" aria-hidden>
        {index + 1}
      </span>
      {words.steps[step]}
    </>
  );
  function go(): void {
    wizard.goTo({ step, ...(draft === undefined ? {} : { draft }), ...(pending === undefined ? {} : { pending }) });
  }
  return (
    <li className={isHere ? 'wizard-here' : ''} {...(isHere ? { 'aria-current': 'step' } : {})}>
      {isReachable && !isHere ? (
        <button type="button" className="wizard-step" onClick={go}>
          {name}
        </button>
      ) : (
        <span className="wizard-step">{name}</span>
      )}
    </li>
  );
}
