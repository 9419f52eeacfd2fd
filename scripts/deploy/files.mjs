import { nginxConfig } from '../cluster/nginx-config.mjs';
import { dashboards } from './dashboards.mjs';

/** nginx of docker-compose.yml: the names and the address are those of the networks there. */
const containerNginx = () =>
  nginxConfig({
    listen: 8080,
    hubs: ['hub-1:3000', 'hub-2:3000'],
    pidFile: '/tmp/nginx.pid',
    tempDir: '/tmp',
    accessLog: '/dev/stdout',
    errorLog: '/dev/stderr',
    trusted: ['172.31.77.1'],
    workers: 'auto',
  });

/** The files below deploy/ that are made, by their paths in the repository. */
export const deployFiles = () =>
  new Map([
    ['deploy/nginx/nginx.conf', containerNginx()],
    ...dashboards.map((one) => [`deploy/grafana/dashboards/${one.uid}.json`, `${JSON.stringify(one, null, 1)}\n`]),
  ]);
