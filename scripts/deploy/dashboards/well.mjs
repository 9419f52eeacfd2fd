import { alerts, curve, perMinute } from '../panels.mjs';

export const well = {
  uid: 'cafe-well',
  question: 'Is it well?',
  says: 'For its operator: which processes are there, what they reach, and what they met.',
  panels: [
    curve('Which processes are there?', { says: 'How many of each answer.' }, ['sum by (job) (up)', '{{job}}']),
    curve('Which say that they cannot work?', { says: 'Answers of /readyz in a minute that were 503.' }, [
      perMinute('http_request_duration_seconds_count', 'job, instance', '{route="/readyz", status="503"}'),
      '{{job}} {{instance}}',
    ]),
    curve('Is Redis there?', { says: '1 while it answers.' }, [
      'min by (job, instance) (cafe_redis_up)',
      '{{job}} {{instance}}',
    ]),
    curve('Which services are held back?', { says: '1 while calls of it are, because they kept failing.' }, [
      'max by (service) (cafe_circuit_open)',
      '{{service}}',
    ]),
    curve('How do calls of services end?', { says: 'In a second, without those that went well.' }, [
      'sum by (service, outcome) (rate(cafe_internal_calls_total{outcome!="ok"}[5m]))',
      '{{service}} {{outcome}}',
    ]),
    curve(
      'How do commits reach the hubs?',
      { says: 'Told by another process, or found in the log because nobody told.' },
      ['sum(rate(cafe_commits_carried_total{job="hub", direction="in"}[5m]))', 'told'],
      ['sum(rate(cafe_commits_swept_total{job="hub"}[5m]))', 'found'],
    ),
    curve('Are the lists behind?', { says: 'Bills, menus and the like that are not yet written to them.' }, [
      'max by (job, instance) (cafe_outbox_pending)',
      '{{job}} {{instance}}',
    ]),
    curve('Is the publisher behind?', { says: 'How far it is behind the log.', unit: 's' }, [
      'max(cafe_publish_lag_seconds)',
      'behind',
    ]),
    curve('How much is published?', { says: 'Commits in a second that the broker confirmed.' }, [
      'sum(rate(cafe_published_total[5m]))',
      'confirmed',
    ]),
    curve('What went wrong?', { says: 'Bugs and outages in ten minutes.' }, [
      'sum by (job, instance) (increase(cafe_unexpected_errors_total[10m]))',
      '{{job}} {{instance}}',
    ]),
    curve('Which requests fail?', { says: 'Answers in a minute of 500 and above.' }, [
      perMinute('http_request_duration_seconds_count', 'route, status', '{status=~"5..", route!="/readyz"}'),
      '{{status}} {{route}}',
    ]),
    curve('How much memory do they take?', { says: 'Of each process.', unit: 'bytes' }, [
      'max by (job, instance) (process_resident_memory_bytes)',
      '{{job}} {{instance}}',
    ]),
    curve(
      'How much of a core?',
      { says: 'Of each process; a hub decides on one core.', unit: 'percentunit', steps: [[0.8, 'red']] },
      ['sum by (job, instance) (rate(process_cpu_seconds_total[1m]))', '{{job}} {{instance}}'],
    ),
    curve(
      'How many files are open?',
      { says: 'Each socket is one; of those that a process may have.', unit: 'percentunit', steps: [[0.8, 'red']] },
      ['max by (job, instance) (process_open_fds / process_max_fds)', '{{job}} {{instance}}'],
    ),
    alerts(),
  ],
};
