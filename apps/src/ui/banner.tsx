import './banner.css';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import type { Tone } from './tone.ts';

export interface BannerProps {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: string;
  /** What works meanwhile, or what to do. */
  readonly children?: ComponentChildren;
  readonly action?: ComponentChildren;
  /** `huge`: to be read across a kitchen. */
  readonly size?: 'normal' | 'huge';
  /** Whether a screen reader interrupts for it. */
  readonly urgent?: boolean;
}

/** Something about the whole page that stays until it is over. */
export const Banner = ({ tone, icon, title, children, action, size = 'normal', urgent = false }: BannerProps) => (
  <div class={`banner banner-${size} tone-${tone}`} role={urgent ? 'alert' : 'status'}>
    <Icon name={icon} size={size === 'huge' ? 56 : 26} />
    <div class="grow">
      <p class="banner-title">{title}</p>
      {children !== undefined && <div class="banner-more">{children}</div>}
    </div>
    {action}
  </div>
);
