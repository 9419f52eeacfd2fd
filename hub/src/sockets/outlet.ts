import type { CommitsFrame, Head, Notice } from '@cafe/contract';
import type { Lasted, LetOut } from '@cafe/services/kernel';
import { UNTRACED } from '../observe/tracer.ts';
import { roomOf } from '../rooms.ts';
import { createFrames, type Frames } from './frames.ts';
import { createHeads } from './heads.ts';
import type { HubSocketsOptions } from './hub-sockets.ts';
import type { createIo } from './io-server.ts';
import type { assembleLive } from './live-parts.ts';
import { createPublisher } from './publisher.ts';

/** Frames that note the rooms that something was added for. */
const noting = (frames: Frames, rooms: Set<string>): Frames => ({
  ...frames,
  add(room, entry) {
    rooms.add(room);
    frames.add(room, entry);
  },
});

/** Where commits go out: driven by the log alone, never by whoever handled the command. */
export const createOutlet = (
  { kernel, storeId, metrics, now, elapsed, tracer = UNTRACED }: HubSocketsOptions,
  live: ReturnType<typeof assembleLive>,
  io: ReturnType<typeof createIo>,
) => {
  const sendCommits = (room: string, frame: CommitsFrame) => {
    metrics.emitted('commits');
    io.local.to(room).emit('commits', frame);
  };
  const sendHeads = (room: string, changed: readonly Head[]) => {
    metrics.emitted('heads');
    io.local.to(room).emit('heads', changed);
  };
  const sendNotice = (room: string, notice: Notice) => {
    metrics.emitted('notice');
    io.local.to(room).emit('notice', notice);
  };
  const frames = createFrames({ send: sendCommits, afterTick: (run) => void setImmediate(run) });
  const heads = createHeads(sendHeads);
  const isOccupied = (room: string) => io.sockets.adapter.rooms.has(room);
  const told = new Set<string>();
  const publish = createPublisher({ storeId, isOccupied, frames: tracer.isOn ? noting(frames, told) : frames, heads });
  const socketsIn = (room: string): number => io.sockets.adapter.rooms.get(room)?.size ?? 0;
  const traced = (letOut: LetOut) => {
    const to = { rooms: told.size, sockets: [...told].reduce((sum, room) => sum + socketsIn(room), 0) };
    told.clear();
    return (lasted: Lasted) => tracer.emitted(letOut, lasted, to);
  };

  const stop = kernel.onCommit((letOut: LetOut) => {
    const { origin, commandType = 'elsewhere' } = letOut;
    const heardMs = elapsed();
    publish(letOut);
    const trace = tracer.isOn ? traced(letOut) : undefined;
    frames.whenSent(() => {
      const sentMs = elapsed();
      metrics.stage('emit', commandType, (sentMs - heardMs) / 1_000);
      trace?.({ fromMs: heardMs, toMs: sentMs });
    });
    if (origin === 'swept') metrics.swept();
    live.kitchenOrders.heard(letOut);
    live.tickets.heard(letOut);
    // After its rooms heard it: whoever a commit puts out still hears why.
    live.revocation.heard(letOut, frames.flush);
    metrics.fanout((now().getTime() - Date.parse(letOut.commit.at)) / 1_000);
  });

  return {
    stop,
    announce: heads.announce,
    /** Tells the terminals of stations whose screens did not show what was fired. */
    alarm(nowMs: number): void {
      for (const notice of live.tickets.due(nowMs)) sendNotice(roomOf(storeId, 'floor', 'staff'), notice);
    },
    /** Sends what the present tick produced, before its end. */
    flush: frames.flush,
  };
};
