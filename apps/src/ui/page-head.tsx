import './page-head.css';
import type { ComponentChildren } from 'preact';
import { say } from '../i18n/shared.ts';
import { Button } from './button.tsx';
import { ConnectionPill } from './connection-pill.tsx';

export interface PageHeadProps {
  readonly title: string;
  /** Who is signed in. */
  readonly person?: string | undefined;
  /** With it there is a button that locks the page. */
  readonly onLock?: () => void;
  /** What this page has of its own, between the title and the pill. */
  readonly children?: ComponentChildren;
  /** Buttons after the pill: there they stay where they are when it becomes longer. */
  readonly tools?: ComponentChildren;
}

/** The top of a device's page: where one is, who is there, how things stand with the hub. */
export const PageHead = ({ title, person, onLock, children, tools }: PageHeadProps) => (
  <header class="page-head">
    <h1 class="page-head-title display">{title}</h1>
    <div class="page-head-middle">{children}</div>
    <ConnectionPill />
    {tools !== undefined && <div class="page-head-tools">{tools}</div>}
    {person !== undefined && <span class="page-head-person">{person}</span>}
    {onLock && <Button kind="quiet" icon="lock" label={say('lock')} onClick={onLock} />}
  </header>
);
