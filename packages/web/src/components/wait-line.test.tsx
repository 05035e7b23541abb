// @vitest-environment jsdom

import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { WaitLine } from './wait-line.tsx';

const now = new Date('2026-03-01T12:00:00Z');
const wait = { until: '2026-03-01T12:25:00.000Z', because: 'GitLab asks us to slow down.' } as const;

it('says why a service makes us wait, who waits and until when', () => {
  const { container, rerender } = render(<WaitLine wait={{ ...wait, for: 'background' }} now={now} />);
  expect(container.textContent).toBe(
    'GitLab asks us to slow down. Pull requests and lists go on in 25 minutes. Commits and branches do not wait.',
  );
  rerender(<WaitLine wait={{ ...wait, for: 'everybody' }} now={now} />);
  expect(container.textContent).toContain('Its API is asked again in 25 minutes');
  rerender(<WaitLine wait={null} now={now} />);
  expect(container.textContent).toBe('');
});
