import './empty-state.css';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export interface EmptyStateProps {
  readonly icon: IconName;
  readonly title: string;
  /** What will be here, or what to do so that something is. */
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
}

/** Where nothing is yet: said kindly, so that nobody thinks it broken. */
export const EmptyState = ({ icon, title, children, action }: EmptyStateProps) => (
  <div class="empty">
    <span class="empty-icon">
      <Icon name={icon} size={34} />
    </span>
    <p class="empty-title display">{title}</p>
    {children !== undefined && <p class="muted">{children}</p>}
    {action}
  </div>
);
