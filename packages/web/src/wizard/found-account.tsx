/** What trying a credential told: as whom it connects, which rights are missing and where they are granted. */

import type { CredentialCheck } from '@branchline/contract';
import { RelativeTime, WebLink } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import { Fact, Facts } from '../components/facts.tsx';
import { useNow } from '../components/use-now.ts';
import * as texts from '../texts.ts';

export interface FoundAccountProps {
  readonly serviceTitle: string;
  /** What is read of a check. */
  readonly found: Pick<CredentialCheck, 'account' | 'missingRights' | 'warnings' | 'usable'> & {
    readonly credentialExpiresAt?: string | null;
  };
  /** Nothing was asked: the service only tells. */
  readonly isSilent?: boolean;
}

const words = texts.wizard.account;

export function FoundAccount({ serviceTitle, found, isSilent = false }: FoundAccountProps): ReactElement {
  const { account, missingRights, warnings, usable, credentialExpiresAt } = found;
  const now = useNow();
  // Missing rights are shown as such, below.
  const others = warnings.filter(
    (warning) => !missingRights.some(({ name }) => warning.startsWith(`Without ${name} `)),
  );
  return (
    <div className="found-account" aria-live="polite">
      {account === null ? (
        <p>{isSilent ? words.silent : words.unknown}</p>
      ) : (
        <Facts>
          <Fact name={words.as}>
            <strong>
              <WebLink url={account.webUrl}>{account.login}</WebLink>
            </strong>
            {account.name !== null && account.name !== account.login && ` · ${account.name}`}
          </Fact>
          {credentialExpiresAt !== undefined && credentialExpiresAt !== null && (
            <Fact name={words.ends}>
              <RelativeTime at={credentialExpiresAt} now={now} />
            </Fact>
          )}
        </Facts>
      )}
      {usable && missingRights.length === 0 && account !== null && <p>{words.ready}</p>}
      {missingRights.length > 0 && <MissingRights serviceTitle={serviceTitle} rights={missingRights} />}
      {others.length > 0 && (
        <section aria-label={words.know}>
          <h3>{words.know}</h3>
          <ul className="attention">
            {others.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface MissingRightsProps {
  readonly serviceTitle: string;
  readonly rights: CredentialCheck['missingRights'];
}

function MissingRights({ serviceTitle, rights }: MissingRightsProps): ReactElement {
  return (
    <section aria-label={words.missing(serviceTitle)}>
      <h3>{words.missing(serviceTitle)}</h3>
      <ul className="attention">
        {rights.map(({ name, weight, without, grantUrl }) => (
          <li key={name}>
            <strong>{name}</strong> <span className="quiet">({words[weight]})</span> {words.without(without)}{' '}
            {grantUrl !== null && <WebLink url={grantUrl}>{words.grant}</WebLink>}
          </li>
        ))}
      </ul>
    </section>
  );
}
