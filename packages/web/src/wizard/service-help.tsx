/** What the service's administrator must do: steps, rights, and the page where it is done. */

import { WebLink } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { kindOf, settingsOf, type GitService, type TypedWords } from './use-wizard.ts';

export interface ServiceHelpProps {
  readonly service: GitService | undefined;
  readonly typed: TypedWords;
}

const words = texts.wizard.help;

export function ServiceHelp({ service, typed }: ServiceHelpProps): ReactElement {
  const kind = service && kindOf(service, typed);
  const guide = service?.guides.find((each) => each.kind === kind);
  if (service === undefined || guide === undefined) {
    return (
      <>
        <h3>{words.title}</h3>
        <p>{service === undefined ? words.choose : texts.wizard.signIn.silent}</p>
      </>
    );
  }
  return (
    <>
      <h3>{words.title}</h3>
      <p className="service-title">{guide.title}</p>
      <ol>
        {guide.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {guide.rights.length > 0 && (
        <>
          <h4>{words.rights}</h4>
          <ul>
            {guide.rights.map((right) => (
              <li key={right}>{right}</li>
            ))}
          </ul>
        </>
      )}
      <Page address={pageOf(service, typed, guide.page)} />
    </>
  );
}

function Page({ address }: { readonly address: string | null }): ReactElement | null {
  if (address === null) return null;
  return (
    <p>
      <WebLink url={address}>{words.open}</WebLink>
    </p>
  );
}

/** Below the address that was entered; null while none is. */
function pageOf(service: GitService, typed: TypedWords, page: string | null): string | null {
  if (page === null || !page.startsWith('/')) return page;
  const field = service.settingsForm.find(({ kind }) => kind === 'address');
  const address = field === undefined ? '' : (settingsOf(service, typed)[field.name] ?? '').replace(/\/+$/u, '');
  const whole = `${address}${page}`;
  return /^https?:\/\//u.test(whole) && URL.canParse(whole) ? whole : null;
}
