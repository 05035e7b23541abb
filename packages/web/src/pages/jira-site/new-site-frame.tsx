/** The frame of connecting a Jira site: the steps on the left, the task, help for Jira's administrator on the right. */

import type { ReactElement, ReactNode } from 'react';
import * as texts from '../../texts.ts';
import type { NewSiteStep } from './new-site-steps.ts';

export interface NewSiteFrameProps {
  readonly steps: readonly NewSiteStep[];
  readonly step: NewSiteStep;
  readonly title: string;
  readonly help: readonly string[];
  readonly children: ReactNode;
}

const words = texts.jiraCredentials.new;

export function NewSiteFrame({ steps, step, title, help, children }: NewSiteFrameProps): ReactElement {
  const isList = help.length > 3;
  const lines = help.map((line) => (isList ? <li key={line}>{line}</li> : <p key={line}>{line}</p>));
  return (
    <div className="wizard">
      <nav aria-label={words.stepsLabel}>
        <ol className="wizard-steps">
          {steps.map((each, place) => (
            <li
              key={each}
              className={each === step ? 'wizard-here' : ''}
              {...(each === step ? { 'aria-current': 'step' } : {})}
            >
              <span className="wizard-step">
                <span className="wizard-number" aria-hidden>
                  {place + 1}
                </span>
                {words.steps[each]}
              </span>
            </li>
          ))}
        </ol>
      </nav>
      <section className="wizard-task" aria-labelledby="wizard-title">
        <h2 id="wizard-title">
          <span className="visually-hidden">
            {`${words.step(steps.indexOf(step) + 1, steps.length, words.steps[step])}. `}
          </span>
          {title}
        </h2>
        {children}
      </section>
      <aside className="wizard-help" aria-label={words.help}>
        {isList ? <ol>{lines}</ol> : lines}
      </aside>
    </div>
  );
}
