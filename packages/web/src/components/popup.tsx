/** A button that opens a small surface below it; Escape and going elsewhere close it, and the focus returns. */

import { Icon } from '@branchline/issue-panel';
import { useEffect, useRef, useState } from 'react';
import type { ReactElement, ReactNode, RefObject } from 'react';

export interface PopupProps {
  /** What the button does, and what it says now. */
  readonly label: string;
  /** What is on the button. */
  readonly button: ReactNode;
  /** Drawn only while it is open. */
  readonly children: (close: () => void) => ReactNode;
}

export function Popup({ label, button, children }: PopupProps): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useClosing(place, isOpen, setIsOpen);
  return (
    <div className="popup" ref={place}>
      <button
        type="button"
        className="bl-button"
        aria-label={label}
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        {button}
        <Icon name="chevron" />
      </button>
      {isOpen && <div className="popup-surface">{children(() => setIsOpen(false))}</div>}
    </div>
  );
}

function useClosing(place: RefObject<HTMLElement | null>, isOpen: boolean, setIsOpen: (isOpen: boolean) => void): void {
  const wasOpen = useRef(false);
  useEffect(() => {
    // What had the focus went with the surface; whoever went elsewhere has it there.
    if (wasOpen.current && !isOpen && document.activeElement === document.body) {
      place.current?.querySelector('button')?.focus();
    }
    wasOpen.current = isOpen;
    if (!isOpen) return undefined;
    function press({ key }: KeyboardEvent): void {
      if (key === 'Escape') setIsOpen(false);
    }
    function goElsewhere({ target }: Event): void {
      if (target instanceof Node && place.current?.contains(target) !== true) setIsOpen(false);
    }
    document.addEventListener('keydown', press);
    document.addEventListener('pointerdown', goElsewhere);
    document.addEventListener('focusin', goElsewhere);
    return () => {
      document.removeEventListener('keydown', press);
      document.removeEventListener('pointerdown', goElsewhere);
      document.removeEventListener('focusin', goElsewhere);
    };
  }, [place, isOpen, setIsOpen]);
}
