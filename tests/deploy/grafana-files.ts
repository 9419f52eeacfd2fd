import { filesMatching, textOf } from '../source-facts.ts';

interface Target {
  readonly expr: string;
  readonly datasource: { readonly uid: string };
}

/** A dashboard as far as the tests ask. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly {
    readonly id: number;
    readonly title: string;
    readonly description: string;
    readonly datasource: { readonly uid: string };
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets: readonly Target[];
  }[];
}

/** Every dashboard; they are made by `npm run deploy:files`, which a test holds. */
export const dashboards: readonly Dashboard[] = filesMatching(/^deploy\/grafana\/dashboards\/.*\.json$/).map((path) =>
  JSON.parse(textOf(path)),
);

export const panels = dashboards.flatMap((one) => one.panels.map((panel) => ({ ...panel, of: one.title })));
