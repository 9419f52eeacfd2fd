/** Where the figures come from; deploy/grafana/provisioning/datasources names it so. */
const SOURCE = { type: 'prometheus', uid: 'cafe-prometheus' };
const WIDTH = 24;

const target = ([expr, legendFormat = '__auto'], index) => ({
  datasource: SOURCE,
  refId: String.fromCharCode(65 + index),
  expr,
  legendFormat,
  range: true,
});

const thresholds = (steps, base = 'green') => ({
  mode: 'absolute',
  steps: [{ color: base, value: null }, ...steps.map(([value, color]) => ({ value, color }))],
});

/** A curve over time. `says` is what the panel is for; `queries` are expressions, each with its legend. */
export const curve = (title, { says, unit = 'short', width = 12, steps = [] }, ...queries) => ({
  type: 'timeseries',
  title,
  description: says,
  datasource: SOURCE,
  size: { w: width, h: 8 },
  fieldConfig: {
    defaults: {
      unit,
      min: 0,
      thresholds: thresholds(steps),
      custom: { fillOpacity: 8, showPoints: 'never', thresholdsStyle: { mode: steps.length > 0 ? 'line' : 'off' } },
    },
    overrides: [],
  },
  options: {
    legend: { displayMode: 'table', placement: 'right', calcs: ['lastNotNull', 'max'] },
    tooltip: { mode: 'multi' },
  },
  targets: queries.map(target),
});

/** One number, coloured by where it stands. */
export const number = (title, { says, unit = 'short', width = 4, steps = [], base }, query) => ({
  type: 'stat',
  title,
  description: says,
  datasource: SOURCE,
  size: { w: width, h: 4 },
  fieldConfig: { defaults: { unit, thresholds: thresholds(steps, base), noValue: '–' }, overrides: [] },
  options: { colorMode: 'background', graphMode: 'area', reduceOptions: { calcs: ['lastNotNull'] } },
  targets: [target(query, 0)],
});

/** The rows that a query has now. */
export const rows = (title, { says, width = 12 }, query) => ({
  type: 'table',
  title,
  description: says,
  datasource: SOURCE,
  size: { w: width, h: 8 },
  fieldConfig: { defaults: { noValue: 'none' }, overrides: [] },
  options: { showHeader: true },
  targets: [{ ...target(query, 0), instant: true, range: false, format: 'table' }],
  transformations: [
    { id: 'organize', options: { excludeByName: { Time: true, Value: true, __name__: true, alertstate: true } } },
  ],
});

/** Puts panels beside one another, from left to right, and begins a new row where one does not fit. */
const placed = (panels) => {
  let x = 0;
  let y = 0;
  let height = 0;
  return panels.map(({ size, ...panel }, index) => {
    if (x + size.w > WIDTH) {
      x = 0;
      y += height;
      height = 0;
    }
    const gridPos = { ...size, x, y };
    x += size.w;
    height = Math.max(height, size.h);
    return { id: index + 1, gridPos, ...panel };
  });
};

/** A page of panels that answers one question. */
export const dashboard = ({ uid, question, says, panels }) => ({
  uid,
  title: question,
  description: says,
  tags: ['cafe'],
  schemaVersion: 39,
  version: 1,
  editable: false,
  refresh: '10s',
  time: { from: 'now-3h', to: 'now' },
  timezone: 'browser',
  annotations: { list: [] },
  templating: { list: [] },
  links: [{ type: 'dashboards', title: 'The other questions', tags: ['cafe'], asDropdown: false, keepTime: true }],
  panels: placed(panels),
});

/** A quantile of a histogram over the last five minutes, by a label where one is named. */
export const quantile = (q, metric, { by = '', match = '' } = {}) => {
  const labels = ['le', by].filter(Boolean).join(', ');
  return `histogram_quantile(${q}, sum by (${labels}) (rate(${metric}_bucket${match}[5m])))`;
};

/** How often in a minute, by labels. */
export const perMinute = (metric, by, match = '') => `60 * sum by (${by}) (rate(${metric}${match}[5m]))`;

/** What is wrong at this moment. */
export const alerts = () =>
  rows('What is wrong', { says: 'Alerts that are given now. What to do stands in docs/operations.md.' }, [
    'ALERTS{alertstate="firing"}',
  ]);
