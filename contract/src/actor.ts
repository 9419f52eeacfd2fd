import * as z from 'zod';
import { DeviceId, StaffId } from './scalars.ts';

/**
 * Who made a commit. `id` is a staff, guest or device id, or the name of the service that acted on its own.
 * `deviceId` is the enrolled device it was tapped on, `approvedBy` the second person where an approval was asked.
 */
export const By = z.object({
  kind: z.enum(['staff', 'guest', 'device', 'service']),
  id: z.string().optional(),
  deviceId: DeviceId.optional(),
  approvedBy: StaffId.optional(),
});
export type By = z.infer<typeof By>;

/**
 * The one by which a repeated command is recognised: the enrolled device, else the guest, else the person, else the
 * service. Not the person first: what Ana queued on a terminal goes out as Ana's after Ben signed in there.
 */
export const senderOf = (by: By): string => (by.deviceId ? `device:${by.deviceId}` : `${by.kind}:${by.id ?? ''}`);
