import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createMetrics } from './metrics.ts';
import { createHistogram } from './tally.ts';

const linesOf = async (count: (metrics: ReturnType<typeof createMetrics>) => void): Promise<readonly string[]> => {
  const metrics = createMetrics();
  count(metrics);
  return (await metrics.text()).split('\n');
};

describe('what is counted', () => {
  test('[SEE-4] a time falls into the first bucket that is not shorter, and into all after it', () => {
    const histogram = createHistogram({ name: 'waited', help: 'Waiting', labels: ['at'] }, [0.1, 0.5, 2]);
    const door = histogram.of({ at: 'door' });
    for (const seconds of [0, 0.1, 0.100001, 0.5, 2, 2.5, 60]) door.observe(seconds);
    expect(histogram.text().split('\n')).toEqual([
      '# HELP waited Waiting',
      '# TYPE waited histogram',
      'waited_bucket{le="0.1",at="door"} 2',
      'waited_bucket{le="0.5",at="door"} 4',
      'waited_bucket{le="2",at="door"} 5',
      'waited_bucket{le="+Inf",at="door"} 7',
      'waited_sum{at="door"} 65.200001',
      'waited_count{at="door"} 7',
      '',
    ]);
  });

  test('[SEE-4] a label is a text, whatever is in it', async () => {
    const lines = await linesOf((metrics) => metrics.limited('a"b\\c\nd 9'));
    expect(lines).toContain('cafe_ratelimited_total{scope="a\\"b\\\\c\\nd 9"} 1');
  });

  test('[SEE-4] labels do not run into one another', async () => {
    const lines = await linesOf((metrics) => {
      metrics.paid('a', 'bc');
      metrics.paid('ab', 'c');
      metrics.paid('a', 'bc');
    });
    expect(lines).toContain('cafe_payments_total{provider="a",status="bc"} 2');
    expect(lines).toContain('cafe_payments_total{provider="ab",status="c"} 1');
  });
});

describe('what is named', () => {
  test('[SEE-3] all of it from the start, with a value only where there is something to say', async () => {
    const text = await createMetrics().text();
    const named = [...text.matchAll(/^# TYPE (cafe_\w+|http_\w+) \w+$/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual([
      'cafe_circuit_open',
      'cafe_command_duration_seconds',
      'cafe_command_stage_seconds',
      'cafe_commands_total',
      'cafe_commits_carried_total',
      'cafe_commits_swept_total',
      'cafe_events_emitted_total',
      'cafe_fanout_delay_seconds',
      'cafe_internal_call_seconds',
      'cafe_internal_calls_total',
      'cafe_orders_open',
      'cafe_outbox_pending',
      'cafe_payments_total',
      'cafe_publish_lag_seconds',
      'cafe_published_total',
      'cafe_ratelimited_total',
      'cafe_redis_up',
      'cafe_resume_total',
      'cafe_rooms',
      'cafe_sockets_connected',
      'cafe_ticket_age_seconds',
      'cafe_unexpected_errors_total',
      'http_request_duration_seconds',
    ]);
    expect(text).not.toMatch(/^cafe_(redis_up|circuit_open|publish_lag_seconds)\b/m);
    expect(text).toMatch(/^cafe_(commits_swept|unexpected_errors|published)_total 0$/m);
  });

  test('[SEE-3] what several processes count', async () => {
    const lines = await linesOf((metrics) => {
      metrics.redis(true);
      metrics.redis(false);
      metrics.circuit('order', true);
      metrics.circuit('menu', false);
      metrics.internalCall('order', 'ok', 0.02);
      metrics.internalCall('order', 'timeout', 2);
      metrics.carried('out');
      metrics.carried('in');
      metrics.swept();
      metrics.published();
      metrics.publishLag(3.5);
      metrics.stage('decide', 'order.send', 0.0002);
      metrics.stage('emit', 'elsewhere', 0.0002);
    });
    for (const line of [
      'cafe_redis_up 0',
      'cafe_circuit_open{service="order"} 1',
      'cafe_circuit_open{service="menu"} 0',
      'cafe_internal_calls_total{service="order",outcome="ok"} 1',
      'cafe_internal_calls_total{service="order",outcome="timeout"} 1',
      'cafe_internal_call_seconds_count{service="order"} 2',
      'cafe_commits_carried_total{direction="out"} 1',
      'cafe_commits_carried_total{direction="in"} 1',
      'cafe_commits_swept_total 1',
      'cafe_published_total 1',
      'cafe_publish_lag_seconds 3.5',
      'cafe_command_stage_seconds_bucket{le="0.00025",command="order.send",stage="decide"} 1',
      'cafe_command_stage_seconds_count{command="elsewhere",stage="emit"} 1',
    ]) {
      expect(lines).toContain(line);
    }
  });
});

test('[SEE-3] the page about it has a row for every metric, and for no other', async () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../../docs/observing.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `((?:cafe|http)_\w+)` \| ([\w, ]*)\|/gm)].map(([, name, labels]) => [
    name,
    labels?.trim(),
  ]);
  const text = await createMetrics().text();
  const named = [...text.matchAll(/^# TYPE (cafe_\w+|http_\w+) \w+$/gm)].map(([, name]) => name);
  expect(rows.map(([name]) => name).sort()).toEqual(named.sort());
});
