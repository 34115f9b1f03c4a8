// A thread that ends as the name of a file says. Speaks the protocol of src/scan/worker.ts.
import { parentPort, workerData } from 'node:worker_threads';

const { place } = workerData;
parentPort.on('message', (message) => {
  if (!Array.isArray(message)) return;
  Atomics.add(place, 0, 1);
  const results = message.map(({ path }, offset) => {
    Atomics.store(place, 1, offset);
    Atomics.add(place, 2, 1);
    if (path === 'throws') throw new RangeError('of this file');
    if (path === 'exits') process.exit(1);
    if (path === 'hangs') for (;;);
    if (path === 'memory') for (const all = []; ; ) all.push(new Array(10_000).fill(path.length + 0.5));
    return { bytes: path.length };
  });
  parentPort.postMessage(results);
});
