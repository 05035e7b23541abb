/** Keys that work on every page: `/` to search, `g` and a letter to go somewhere, `?` for help. */

import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { allPlaces } from './places.ts';

/** Marks the field that `/` goes to. */
export const searchFieldId = 'search';

export function useKeyboard(onHelp: () => void): void {
  const navigate = useNavigate();
  const going = useRef(false);
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const place = going.current ? allPlaces.find(({ key }) => key === event.key) : undefined;
      going.current = event.key === 'g';
      if (place !== undefined) void navigate({ to: place.to });
      if (event.key === '?') onHelp();
      if (event.key !== '/') return;
      event.preventDefault();
      if (!focusSearch()) void navigate({ to: '/issues' }).then(focusSearch);
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [navigate, onHelp]);
}

/** False where the page has no search. */
function focusSearch(): boolean {
  const field = document.getElementById(searchFieldId);
  field?.focus();
  return field !== null;
}

/** Whether keys belong to what has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, dialog *');
}
