/** Webhooks: what arrived and what was done, and the addresses at which they arrive. */

import type { ReactElement } from 'react';
import { PageHeader } from '../components/page-header.tsx';
import { Tabs, useTab } from '../components/tabs.tsx';
import * as texts from '../texts.ts';
import { AddressesTab } from './webhooks/addresses-tab.tsx';
import { DeliveriesTab } from './webhooks/deliveries-tab.tsx';

const words = texts.webhooks;
const tabs = (['log', 'addresses'] as const).map((key) => ({ key, label: words.tabs[key] }));

export function WebhooksPage(): ReactElement {
  const open = useTab(tabs);
  return (
    <>
      <PageHeader title={words.title} lead={open === 'addresses' ? texts.webhookAddresses.lead : words.lead} />
      <Tabs label={words.tabs.label} tabs={tabs} open={open} />
      {open === 'addresses' ? <AddressesTab /> : <DeliveriesTab />}
    </>
  );
}
