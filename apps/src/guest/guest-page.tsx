import { Skeleton } from '../ui/skeleton.tsx';

/** The code on the table, as it stands in the address: `/t/<code>`. */
export const codeInAddress = (): string => location.pathname.split('/')[2] ?? '';

/** The menu and the order of one table. */
export const GuestPage = () => (
  <main>
    <Skeleton rows={6} />
  </main>
);
