import { describe, expect, test } from '@jest/globals';
import { createMetrics } from './metrics.ts';

describe('the figures', () => {
  test('[HTTP-19] have a name for everything that is counted', async () => {
    const metrics = createMetrics();
    metrics.command('order.send', 'ok', 0.004);
    metrics.command('order.send', 'ok', 0.2);
    metrics.command('order.send', 'menu.sold_out', 0.001);
    metrics.emitted('commits');
    metrics.fanout(0.003);
    metrics.resumed('snapshot');
    metrics.paid('cash', 'captured');
    metrics.limited('guest');
    metrics.request({ method: 'GET', route: '/api/v1/menu', status: 200 }, 0.01);
    metrics.watch(() => ({
      sockets: { staff: 3, guest: 1 },
      rooms: 5,
      pending: 3,
      stations: [{ station: 'bar', orders: 2, oldestSeconds: 61 }],
    }));
    const text = await metrics.text();
    for (const line of [
      'cafe_commands_total{command="order.send",outcome="ok"} 2',
      'cafe_commands_total{command="order.send",outcome="menu.sold_out"} 1',
      'cafe_command_duration_seconds_bucket{le="0.005",command="order.send"} 2',
      'cafe_command_duration_seconds_count{command="order.send"} 3',
      'cafe_events_emitted_total{event="commits"} 1',
      'cafe_fanout_delay_seconds_count 1',
      'cafe_resume_total{result="snapshot"} 1',
      'cafe_payments_total{provider="cash",status="captured"} 1',
      'cafe_ratelimited_total{scope="guest"} 1',
      'cafe_unexpected_errors_total 0',
      'cafe_sockets_connected{namespace="/",role="staff"} 3',
      'cafe_rooms 5',
      'cafe_outbox_pending 3',
      'cafe_orders_open{station="bar"} 2',
      'cafe_ticket_age_seconds{station="bar"} 61',
      'http_request_duration_seconds_count{method="GET",route="/api/v1/menu",status="200"} 1',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });

  test('[HTTP-19] a role that nobody has any more is gone, and two hubs in one process count apart', async () => {
    const metrics = createMetrics();
    let sockets: Record<string, number> = { staff: 1 };
    metrics.watch(() => ({ sockets, rooms: 0, pending: 0, stations: [] }));
    expect(await metrics.text()).toContain('cafe_sockets_connected{namespace="/",role="staff"} 1');
    sockets = {};
    expect(await metrics.text()).not.toContain('cafe_sockets_connected{namespace="/",role="staff"}');
    metrics.unexpected();
    expect(await createMetrics().text()).toContain('cafe_unexpected_errors_total 0');
  });
});
