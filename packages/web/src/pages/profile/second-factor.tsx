/** The second factor of one's account: set up with an app, with recovery codes, and done without again. */

import type { AccountView, ResponseOf } from '@branchline/contract';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { CopyField } from '../../components/copy-field.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Form } from '../../components/form.tsx';
import { formText } from '../../components/form-text.ts';
import { RecoveryCodes } from '../../components/recovery-codes.tsx';
import { SquareCode } from '../../components/square-code.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAction } from '../../components/use-action.ts';
import * as texts from '../../texts.ts';

const words = texts.profile.factor;

export function SecondFactor({ account }: { readonly account: AccountView }): ReactElement {
  const [codes, setCodes] = useState<readonly string[]>();
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.title}</h2>
      </header>
      <p>{account.hasSecondFactor ? words.on : words.off}</p>
      {codes !== undefined && <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />}
      {codes === undefined && (account.hasSecondFactor ? <Kept onCodes={setCodes} /> : <SetUp onCodes={setCodes} />)}
    </section>
  );
}

interface PartProps {
  readonly onCodes: (codes: readonly string[]) => void;
}

type Begun = ResponseOf<'beginSecondFactor'>;

function SetUp({ onCodes }: PartProps): ReactElement {
  const [begun, setBegun] = useState<Begun>();
  const begin = useAction((_wish: undefined) => api.beginSecondFactor({}), setBegun);
  const confirm = useAction(
    (code: string) => api.confirmSecondFactor({ body: { code } }),
    ({ recoveryCodes }) => onCodes(recoveryCodes),
  );
  if (begun === undefined) {
    return (
      <Form action={words.begin} busy={begin.isPending} error={begin.error} onSend={() => begin.mutate(undefined)}>
        {null}
      </Form>
    );
  }
  return (
    <>
      <p>{words.scan}</p>
      <SquareCode text={begun.address} label={words.square} />
      <CopyField what={words.key} text={begun.secret} />
      <Form
        action={words.confirm}
        busy={confirm.isPending}
        error={confirm.error}
        onSend={(form) => confirm.mutate(formText(form, 'code').trim())}
      >
        <TextField
          label={words.code}
          name="code"
          input={{ autoComplete: 'one-time-code', inputMode: 'numeric', maxLength: 20 }}
        />
      </Form>
    </>
  );
}

function Kept({ onCodes }: PartProps): ReactElement {
  const [removing, setRemoving] = useState(false);
  const renew = useAction(
    (code: string) => api.renewRecoveryCodes({ body: { code } }),
    ({ recoveryCodes }) => onCodes(recoveryCodes),
  );
  const remove = useAction((_wish: undefined) => api.removeSecondFactor({}));
  return (
    <>
      <Form
        action={words.renew}
        busy={renew.isPending}
        error={renew.error}
        onSend={(form) => renew.mutate(formText(form, 'code').trim())}
        besideAction={
          <button type="button" className="bl-button" onClick={() => setRemoving(true)}>
            {words.remove}
          </button>
        }
      >
        <TextField
          label={words.code}
          name="code"
          hint={words.renewHint}
          input={{ autoComplete: 'one-time-code', maxLength: 60 }}
        />
      </Form>
      {removing && (
        <Dialog
          title={words.removeTitle}
          action={words.remove}
          busy={remove.isPending}
          problem={remove.error === null ? undefined : problemOf(remove.error)}
          onAction={() => remove.mutate(undefined, { onSuccess: () => setRemoving(false) })}
          onClose={() => setRemoving(false)}
        >
          <p>{words.removeText}</p>
        </Dialog>
      )}
    </>
  );
}
