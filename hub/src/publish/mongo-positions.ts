import { Instant, Stream } from '@cafe/contract';
import type { Connection } from '@cafe/services/kernel';
import * as z from 'zod';
import type { StoreIdentity } from '../store-identity.ts';
import type { Positions } from './positions.ts';

const COLLECTION = 'publishing';

/** A stream's document is named `<epoch>/<stream>`; the checkpoint's is the epoch alone. */
interface PositionDocument {
  readonly _id: string;
  readonly storeId: string;
  readonly stream?: string;
  readonly version?: number;
  readonly checkpoint?: string;
}

const StreamRow = z.object({ stream: Stream, version: z.int().positive() });
const CheckpointRow = z.object({ checkpoint: Instant });

/** Positions beside the log. They are of one epoch: a log that was restored is another one, and is published from its beginning. */
export const createMongoPositions = (
  connection: Connection,
  { storeId, epoch }: Pick<StoreIdentity, 'storeId' | 'epoch'>,
): Positions => {
  const documents = connection.collection<PositionDocument>(COLLECTION);
  return {
    async versions(streams) {
      const found = await documents.find({ _id: { $in: streams.map((stream) => `${epoch}/${stream}`) } }).toArray();
      return new Map(
        found.map((document) => {
          const { stream, version } = StreamRow.parse(document);
          return [stream, version];
        }),
      );
    },
    async save(versions) {
      if (versions.size === 0) return;
      const operations = [...versions].map(([stream, version]) => ({
        updateOne: {
          filter: { _id: `${epoch}/${stream}` },
          update: { $max: { version }, $set: { storeId, stream } },
          upsert: true,
        },
      }));
      await documents.bulkWrite(operations, { ordered: false });
    },
    async checkpoint() {
      const found = await documents.findOne({ _id: epoch });
      return found ? CheckpointRow.parse(found).checkpoint : undefined;
    },
    async saveCheckpoint(at) {
      await documents.updateOne({ _id: epoch }, { $max: { checkpoint: at }, $set: { storeId } }, { upsert: true });
    },
  };
};
