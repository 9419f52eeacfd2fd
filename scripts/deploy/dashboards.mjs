import { connected } from './dashboards/connected.mjs';
import { fast } from './dashboards/fast.mjs';
import { served } from './dashboards/served.mjs';
import { well } from './dashboards/well.mjs';
import { dashboard } from './panels.mjs';

/** Each answers one question; the first is where Grafana begins. */
export const dashboards = [served, fast, well, connected].map(dashboard);
