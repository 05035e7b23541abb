/** How the service is reached: certificates of one's own, a proxy, or, loudly, no verification. */

import type { ReactElement } from 'react';
import { CheckField } from '../components/check-field.tsx';
import { TextField } from '../components/text-field.tsx';
import * as texts from '../texts.ts';
import { networkOf, type Wizard } from './use-wizard.ts';

const words = texts.wizard.network;

export function NetworkFields({ wizard: { typed, type } }: { readonly wizard: Wizard }): ReactElement {
  return (
    <details className="other-way wizard-fold" open={networkOf(typed) !== undefined || undefined}>
      <summary>{words.title}</summary>
      <div className="form">
        <TextField
          label={words.certificates}
          name="certificates"
          hint={words.certificatesHint}
          isOptional
          rows={4}
          value={typed.certificates}
          onChange={(certificates) => type({ certificates })}
          input={{ placeholder: words.certificatesExample }}
        />
        <TextField
          label={words.proxy}
          name="proxy"
          hint={words.proxyHint}
          isOptional
          value={typed.proxy}
          onChange={(proxy) => type({ proxy })}
          input={{ placeholder: words.proxyExample }}
        />
        <CheckField
          label={words.insecure}
          checked={!typed.verifiesCertificates}
          onChange={(checked) => type({ verifiesCertificates: !checked })}
        />
        {!typed.verifiesCertificates && (
          <p className="attention" role="alert">
            {words.insecureHint}
          </p>
        )}
      </div>
    </details>
  );
}
