/** A square code (QR) of a short text. Always dark on light, whatever the colours of the page: cameras want it so. */

import { encode } from 'uqr';
import type { ReactElement } from 'react';

export interface SquareCodeProps {
  readonly text: string;
  /** What it is, for those who do not see it. */
  readonly label: string;
}

/** Light modules around the code, as the standard (ISO/IEC 18004) asks. */
const border = 4;

export function SquareCode({ text, label }: SquareCodeProps): ReactElement {
  const { data, size } = encode(text, { border });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg
      className="square-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="white" />
      <path d={path} fill="black" />
    </svg>
  );
}
