import { createHash } from 'node:crypto';

/** [MEN-27] uuid v5 (RFC 9562, 5.5): the same for the same import and name, so that a repeat meets what it made. */
export const derivedId = (importId: string, name: string): string => {
  const namespace = Buffer.from(importId.replaceAll('-', ''), 'hex');
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6); // version 5
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8); // the variant of the RFC
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
