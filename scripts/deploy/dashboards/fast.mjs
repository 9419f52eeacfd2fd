import { curve, quantile } from '../panels.mjs';

export const fast = {
  uid: 'cafe-fast',
  question: 'Is it fast?',
  says: 'For its operator: how long commands, updates and requests take, and where they spend it.',
  panels: [
    curve(
      'How long does a command take?',
      { says: 'From its arrival to its answer.', unit: 's', steps: [[0.25, 'red']] },
      ...[0.5, 0.95, 0.99].map((q) => [
        quantile(q, 'cafe_command_duration_seconds', { match: '{job="hub"}' }),
        `p${q * 100}`,
      ]),
    ),
    curve(
      'How long does an update take?',
      { says: 'From a commit to its frame.', unit: 's', steps: [[1, 'red']] },
      ...[0.5, 0.95, 0.99].map((q) => [
        quantile(q, 'cafe_fanout_delay_seconds', { match: '{job="hub"}' }),
        `p${q * 100}`,
      ]),
    ),
    curve('Which commands are slow?', { says: 'p95 by command.', unit: 's' }, [
      quantile(0.95, 'cafe_command_duration_seconds', { by: 'command', match: '{job="hub"}' }),
      '{{command}}',
    ]),
    curve('Where is the time spent?', { says: 'p95 by stage: parse, admit, decide, append, emit.', unit: 's' }, [
      quantile(0.95, 'cafe_command_stage_seconds', { by: 'stage' }),
      '{{stage}}',
    ]),
    curve('How long do services take?', { says: 'p95 of calls between processes, tries included.', unit: 's' }, [
      quantile(0.95, 'cafe_internal_call_seconds', { by: 'service' }),
      '{{service}}',
    ]),
    curve('Which requests are slow?', { says: 'p95 over HTTP by route.', unit: 's' }, [
      quantile(0.95, 'http_request_duration_seconds', { by: 'route', match: '{route!~"/readyz|/metrics"}' }),
      '{{route}}',
    ]),
    curve('How much is done?', { says: 'Commands in a second, by process.' }, [
      'sum by (job, instance) (rate(cafe_commands_total[5m]))',
      '{{job}} {{instance}}',
    ]),
    curve(
      'How busy are the processes?',
      { says: 'p99 of how late the event loop is.', unit: 's', steps: [[0.2, 'red']] },
      ['max by (job, instance) (nodejs_eventloop_lag_p99_seconds)', '{{job}} {{instance}}'],
    ),
  ],
};
