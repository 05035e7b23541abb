/** A key for ssh: one that the server makes, whose public half is shown, or somebody's own. */

import { ProblemView } from '@branchline/issue-panel';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api, problemOf } from '../api.ts';
import { CopyField } from '../components/copy-field.tsx';
import { copyText } from '../components/copy-text.ts';
import { TextField } from '../components/text-field.tsx';
import * as texts from '../texts.ts';
import type { Wizard } from './use-wizard.ts';

const words = texts.wizard.ssh;

export function SshKeyFields({ wizard }: { readonly wizard: Wizard }): ReactElement {
  const { typed, type } = wizard;
  return (
    <>
      <fieldset className="choices">
        <legend>{words.legend}</legend>
        {([true, false] as const).map((isMade) => (
          <label key={String(isMade)}>
            <input
              type="radio"
              name="key"
              checked={typed.usesMadeKey === isMade}
              onChange={() => type({ usesMadeKey: isMade })}
            />
            {isMade ? words.made : words.own}
          </label>
        ))}
      </fieldset>
      {typed.usesMadeKey ? <MadeKey wizard={wizard} /> : <OwnKey />}
    </>
  );
}

function MadeKey({ wizard: { typed, type } }: { readonly wizard: Wizard }): ReactElement {
  const make = useMutation({
    mutationFn: () => api.makeSshKey(),
    onSuccess: (madeKey) => type({ madeKey }),
  });
  const { madeKey } = typed;
  return (
    <>
      {make.error !== null && <ProblemView problem={problemOf(make.error)} onCopy={copyText} />}
      {madeKey === undefined ? (
        <button type="button" className="bl-button" disabled={make.isPending} onClick={() => make.mutate()}>
          {words.make}
        </button>
      ) : (
        <div className="field" aria-live="polite">
          <span className="label">{words.publicKey}</span>
          <CopyField what={words.publicKey} text={madeKey.publicKey} />
          <span className="hint">{words.next}</span>
          <span className="hint break">{words.fingerprint(madeKey.fingerprint)}</span>
        </div>
      )}
    </>
  );
}

function OwnKey(): ReactElement {
  return (
    <>
      <TextField label={words.privateKey} name="privateKey" rows={6} input={{ placeholder: words.privateKeyExample }} />
      <TextField
        label={words.passphrase}
        name="passphrase"
        isOptional
        input={{ type: 'password', autoComplete: 'off' }}
      />
    </>
  );
}
