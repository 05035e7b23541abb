/** The address of the settings. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordsOf, type Search } from './search-words.ts';

export const settingsRoutes = [
  createRoute({
    ...inFrame,
    path: '/settings',
    component: lazyRouteComponent(() => import('../pages/settings-page.tsx'), 'SettingsPage'),
    validateSearch: (search: Search) => wordsOf(search, ['tab', 'site', 'project', 'search', 'only']),
  }),
] as const;
