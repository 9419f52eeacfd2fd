/** Puts commands into a file outbox while there is no hub, and prints the line id of each the moment it is saved. */
import { createCafe, newId } from '@cafe/client-sdk';
import { fileOutbox } from '@cafe/client-sdk/node';

const [path, url] = process.argv.slice(2);
const cafe = createCafe({
  url,
  getToken: () => Promise.reject(new TypeError('there is no hub')),
  outbox: fileOutbox(path),
});
const orderId = newId();
const addLine = () => {
  const lineId = newId();
  const onSaved = () => {
    process.stdout.write(`${lineId}\n`);
    addLine();
  };
  cafe.orders.addLines(orderId, [{ itemId: newId(), quantity: 1, lineId }], { onSaved }).catch((error) => {
    process.stdout.write(`failed ${error.code} ${error.message}\n`);
  });
};
for (let lane = 0; lane < 8; lane += 1) addLine();
