import type { ComponentChildren } from 'preact';

/** One chapter of the design page. */
export const Part = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <section class="part">
    <h3 class="part-title">{title}</h3>
    {children}
  </section>
);
