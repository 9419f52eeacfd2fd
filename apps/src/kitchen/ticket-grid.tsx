import './ticket-grid.css';
import type { Followed } from '@cafe/client-sdk';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { EmptyState } from '../ui/empty-state.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useKitchenPage } from './kitchen-context.ts';
import type { KitchenScreen } from './screen.ts';
import { TicketCard } from './ticket-card.tsx';
import { say } from './words.ts';

// The least that a card needs to be read across a kitchen, and what its head and foot take of it; in pixels.
const CARD_PX = 300;
const CARD_HIGH_PX = 340;
const GAP_PX = 12;
const AROUND_PX = 134;

const fitting = (room: number, each: number): number => Math.max(1, Math.floor((room + GAP_PX) / (each + GAP_PX)));

/** Lays the page out in as many places as there is room for; they keep their size whatever is on them. */
const useShape = ({ shape }: KitchenScreen) => {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = place;
    if (!current) return;
    const measure = () => {
      const { clientWidth, clientHeight } = current;
      const [columns, rows] = [fitting(clientWidth, CARD_PX), fitting(clientHeight, CARD_HIGH_PX)];
      const high = (clientHeight + GAP_PX) / rows - GAP_PX;
      shape.value = { columns, rows, middlePx: high - AROUND_PX };
    };
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    measure();
    return () => observer.disconnect();
  }, [shape]);
  return place;
};

const Cards = () => {
  const { screen } = useKitchenPage();
  const place = useShape(screen);
  const { columns, rows } = screen.shape.value;
  const style = {
    gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
    gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
  };
  const cells = screen.cells.value;
  return (
    <div class="grid-room" ref={place}>
      {cells.length === 0 ? (
        <EmptyState icon="check" title={say(screen.filter.value === undefined ? 'allCaughtUp' : 'nothingOfIt')}>
          {screen.filter.value === undefined && say('allCaughtUpText')}
        </EmptyState>
      ) : (
        <ul class="tickets" style={style} aria-label={say('cards')}>
          {cells.map((cell, index) => (
            <TicketCard key={`${cell.slot.key} ${cell.part}`} cell={cell} index={index} />
          ))}
        </ul>
      )}
    </div>
  );
};

/** The cards, or why there is none. */
export const TicketGrid = ({ kitchen }: { readonly kitchen: Followed<unknown> }) => {
  const { status, value } = kitchen;
  if (status === 'refused' || status === 'outdated') {
    return (
      <main class="kitchen-main">
        <EmptyState icon="ban" title={say(status === 'refused' ? 'refusedTitle' : 'outdatedTitle')}>
          {say(status === 'refused' ? 'refusedText' : 'outdatedText')}
        </EmptyState>
      </main>
    );
  }
  return <main class="kitchen-main">{value === undefined ? <Skeleton rows={3} height="12rem" /> : <Cards />}</main>;
};
