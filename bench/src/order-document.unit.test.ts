import { describe, expect, test } from '@jest/globals';
import { createOrderDocument, type OrderDocument, orderRequest } from './order-document.ts';

const jsonBytes = (document: OrderDocument) => JSON.stringify(document).length;
const request = orderRequest('11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222');

describe("the rivals' document", () => {
  test.each([800, 900, 5000])('has the wanted %i bytes', (wanted) => {
    expect(jsonBytes(createOrderDocument(wanted, jsonBytes)(request))).toBe(wanted);
  });

  test('is never cut short', () => {
    const bare = createOrderDocument(0, jsonBytes)(request);
    expect(bare.note).toBe('');
    expect(bare.lines).toHaveLength(2);
  });

  test('holds two different lines of the order that was sent', () => {
    const { id, lines } = createOrderDocument(900, jsonBytes)(request);
    expect(id).toBe(request.id);
    expect(new Set(lines.map(({ lineId }) => lineId)).size).toBe(2);
  });
});
