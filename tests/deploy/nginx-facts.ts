/** What nginx is told of those before and behind it. */
export const nginxFacts = (text: string) => ({
  upstreams: [...text.matchAll(/^ +server ([\w.-]+:\d+) /gm)].map(([, server]) => server),
  trusted: [...text.matchAll(/set_real_ip_from ([^;]+);/g)].map(([, address]) => address),
  port: /listen (\d+);/.exec(text)?.[1],
});
