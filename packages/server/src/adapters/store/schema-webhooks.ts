/** Addresses for webhooks, and those that were made at Git services. */

import type { Generated, GeneratedAlways } from 'kysely';

export interface WebhookEndpointRow {
  id: GeneratedAlways<number>;
  token: string;
  integration_id: number | null;
  repository_id: number | null;
  sealed_secret: string | null;
  sealed_previous_secret: string | null;
  previous_secret_until: Date | null;
  secret_shown_at: Date | null;
  made_at: Generated<Date>;
}

export interface WebhookRegistrationRow {
  id: GeneratedAlways<number>;
  integration_id: number;
  place: string;
  level: string;
  target: unknown;
  endpoint_id: number | null;
  url: string;
  remote_id: string | null;
  state: string;
  reason: string | null;
  checked_at: Date | null;
  working_at: Date | null;
  resent_at: Date | null;
}

export interface WebhookSetupRow {
  integration_id: number;
  obstacle: string | null;
  finished_at: Date | null;
  discovery_asked_at: Date | null;
}
