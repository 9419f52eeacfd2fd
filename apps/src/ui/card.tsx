import './card.css';
import type { ComponentChildren } from 'preact';

export interface CardProps {
  readonly title?: string;
  /** Stands at the end of the title's line. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Things that belong together, on a surface of their own. */
export const Card = ({ title, aside, children }: CardProps) => (
  <section class="card" aria-label={title}>
    {title !== undefined && (
      <header class="card-head">
        <h2 class="card-title">{title}</h2>
        {aside}
      </header>
    )}
    {children}
  </section>
);
