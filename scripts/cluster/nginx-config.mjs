/**
 * What nginx in front of several hubs is told. The container's (deploy/nginx/nginx.conf, written by `npm run deploy:files`)
 * and that of `npm run cluster` are both made here, so that what is proved on this machine is what is deployed.
 */

/**
 * One of several hubs has a beat every 2 s; one that was silent for twice that is cut, before the client's own patience (6 s) is
 * over. A frozen hub still takes connections, so it is waited for once more: 8 s in all (measured, docs/cluster.md).
 */
const SILENT_SOCKET = '4s';
/** As long as the SDK waits for an answer over HTTP. */
const SILENT_REQUEST = '15s';

/** A hub that did not answer is left out for 2 s: long enough to be skipped, too short for all of them to be out at once. */
const LEFT_OUT = 'max_fails=1 fail_timeout=2s';
/**
 * For nginx a hub is well again when a request to it has ended well, and a socket is a request that does not end: after one
 * failure a hub that is back would be given one socket every 2 s, and where the other one stops meanwhile, nobody gets in
 * (measured in a rolling restart: 14 s). So sockets leave out nobody; to be refused costs a moment, and to hear nothing a second.
 */
const NEVER_LEFT_OUT = 'max_fails=0';

const upstreamOf = (name, hubs, leftOut) => `  upstream ${name} {
    zone ${name} 64k; # all workers count together
    least_conn;
${hubs.map((hub) => `    server ${hub} ${leftOut};`).join('\n')}
    keepalive 32;
  }`;

/** The address of whoever is in front, whose word on where a request came from is taken. */
const believing = (proxies) =>
  proxies.length === 0
    ? ''
    : `
  # In front of this one TLS ends; only from there is the address of a guest believed.
${proxies.map((proxy) => `  set_real_ip_from ${proxy};`).join('\n')}
  real_ip_header X-Forwarded-For;
  real_ip_recursive on;
`;

/**
 * The whole configuration file, for `nginx -c <file>`. It stays in the foreground; SIGQUIT stops it gracefully.
 *
 * @param options.listen port, or address and port
 * @param options.hubs `host:port` of each hub; a name must be known when nginx starts
 * @param options.pidFile where it writes its process id
 * @param options.tempDir a folder that is there and that it may write into
 * @param options.accessLog `off`, or a file
 * @param options.errorLog `stderr`, or a file
 * @param options.trusted addresses of proxies in front of this one
 * @param options.workers how many processes; `auto` is one per core
 */
export const nginxConfig = ({
  listen,
  hubs,
  pidFile,
  tempDir,
  accessLog = 'off',
  errorLog = 'stderr',
  trusted = [],
  workers = 1,
}) => `# Made by scripts/cluster/nginx-config.mjs: change it there.
daemon off;
pid ${pidFile};
worker_processes ${workers};
worker_shutdown_timeout 5s; # sockets do not end by themselves
error_log ${errorLog} warn;

events {
  worker_connections 16384;
}

http {
  server_tokens off;
  # Without the query: what people put there is not ours to keep.
  log_format short '$remote_addr $request_method $uri $status $request_time $upstream_addr';
  access_log ${accessLog}${accessLog === 'off' ? '' : ' short'};
  client_body_temp_path ${tempDir}/body;
  proxy_temp_path ${tempDir}/proxy;
  fastcgi_temp_path ${tempDir}/fastcgi;
  uwsgi_temp_path ${tempDir}/uwsgi;
  scgi_temp_path ${tempDir}/scgi;
${believing(trusted)}
  map $http_upgrade $connection_to_hub {
    default upgrade;
    '' ''; # an ordinary request leaves the connection to the hub open for the next one
  }
  map $http_x_forwarded_proto $scheme_outside {
    default $scheme;
    https https;
  }

${upstreamOf('hubs', hubs, LEFT_OUT)}
  # A hub counts as well again when a request has ended, which a socket does not.
${upstreamOf('sockets', hubs, NEVER_LEFT_OUT)}

  server {
    listen ${listen};
    client_max_body_size 6m; # a menu as a file has 5 at most; for the rest the hub is stricter itself

    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_to_hub;
    # Put in its place, not added to it: what a guest wrote there is nobody's address.
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme_outside;
    proxy_set_header X-Forwarded-Host $http_host;
    proxy_connect_timeout 1s;
    # Another hub gets what the first one did not take. What it took may be done: a POST is then answered with 502 or 504, and
    # whoever sent it asks again with the same key.
    proxy_next_upstream error timeout;
    proxy_next_upstream_tries 2;

    # WebSocket only: nothing sticks to a hub. One that drains answers 503 here, and the next one takes the socket.
    location /socket.io/ {
      proxy_pass http://sockets;
      proxy_buffering off;
      proxy_read_timeout ${SILENT_SOCKET};
      proxy_send_timeout ${SILENT_SOCKET};
      proxy_next_upstream error timeout http_502 http_503 http_504;
    }

    location / {
      proxy_pass http://hubs;
      proxy_read_timeout ${SILENT_REQUEST};
      proxy_send_timeout ${SILENT_REQUEST};
    }

    # The figures and the services are for the inside.
    location = /metrics {
      return 404;
    }
    location /internal/ {
      return 404;
    }
  }
}
`;
