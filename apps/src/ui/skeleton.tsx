import './skeleton.css';
import { say } from '../i18n/shared.ts';

/** Holds the place of what is on its way; it begins to show after a moment, so that what is quick does not flicker. */
export const Skeleton = ({
  rows = 3,
  height = 'var(--touch-large)',
}: {
  readonly rows?: number;
  readonly height?: string;
}) => (
  <div class="skeleton" role="status">
    <span class="unseen">{say('loading')}</span>
    {Array.from({ length: rows }, (_, row) => (
      <span key={row} class="skeleton-row" style={{ blockSize: height }} />
    ))}
  </div>
);
