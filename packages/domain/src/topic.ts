/** What can change under a page's eyes: the topics of live events, and who is told of each. */

import { mayAdminister, mayDecideAboutPeople, type Principal } from './principal.ts';

/** Whoever may ask about a topic is told that something changed, and no more than that. */
export type TopicAudience = 'everybody' | 'managers' | 'administrators';

export const topicAudiences = {
  overview: 'managers',
  integrations: 'managers',
  repositories: 'managers',
  issues: 'everybody',
  'jira-sites': 'managers',
  jobs: 'managers',
  webhooks: 'managers',
  people: 'administrators',
  'smart-commits': 'managers',
  settings: 'managers',
  'audit-log': 'administrators',
  accounts: 'administrators',
  'identity-providers': 'administrators',
  'sign-in-ways': 'everybody',
  'api-tokens': 'everybody',
  me: 'everybody',
} as const satisfies Readonly<Record<string, TopicAudience>>;

export type Topic = keyof typeof topicAudiences;

export const allTopics: readonly Topic[] = Object.keys(topicAudiences) as Topic[];

/** Those of the topics that somebody may ask about. */
export function topicsFor(principal: Principal, topics: readonly Topic[]): readonly Topic[] {
  return topics.filter((topic) => {
    const audience: TopicAudience = topicAudiences[topic];
    if (audience === 'administrators') return mayDecideAboutPeople(principal);
    return audience === 'everybody' || mayAdminister(principal);
  });
}
